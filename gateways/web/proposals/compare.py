"""Two proposals side by side, for whoever weighs the one against the other."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.rendering import render
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.present import present_round
from gateways.web.words.message import say

_A_PAGE = 100
_MALFORMED = 422


async def compare_proposals(request: Request) -> Response:
    """The form to choose two of the present round's proposals, and the two side by side."""
    found = await present_round(request)
    if found is None:
        return RedirectResponse("/", 303)
    form = FilledForm(dict(request.query_params))
    listed = await services_of(request).proposals.proposals(round_id=found["round_id"], per_page=_A_PAGE)
    one, other = await _proposal(request, form, "one"), await _proposal(request, form, "other")
    if one and other and one["number"] == other["number"]:
        form.refuse("other", say("Please choose two different proposals."))
    return render(
        request,
        "proposals/compare.html",
        status=200 if form.is_sound else _MALFORMED,
        round=found,
        form=form,
        choices=[(proposal["number"], proposal["title"]) for proposal in listed["items"]],
        one=one,
        other=other if form.is_sound else None,
        areas=area_names(found),
    )


async def _proposal(request: Request, form: FilledForm, name: str) -> dict[str, Any] | None:
    number = form.value(name)
    if not number:
        return None
    try:
        found: Json = await services_of(request).proposals.proposal(number)
    except ServiceRefused:
        form.refuse(name, say("We do not know this proposal. Please choose one of the list."))
        return None
    return found


ROUTES = [Route("/proposals/compare", compare_proposals)]
