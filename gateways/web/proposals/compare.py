"""Two proposals side by side, for whoever weighs the one against the other."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.rendering import render
from gateways.web.rounds.known import known_rounds
from gateways.web.words.message import say

_A_PAGE = 100
_MALFORMED = 422


async def compare_proposals(request: Request) -> Response:
    """The form to choose two proposals of rounds that are not put away, and the two side by side."""
    rounds = await known_rounds(request)
    if not rounds.all:
        return RedirectResponse("/", 303)
    form = FilledForm(dict(request.query_params))
    current = [found["round_id"] for found in rounds.current or rounds.all]
    listed = await services_of(request).proposals.proposals(round_id=current, limit=_A_PAGE)
    one, other = await _proposal(request, form, "one"), await _proposal(request, form, "other")
    if one and other and one["number"] == other["number"]:
        form.refuse("other", say("Please choose two different proposals."))
    return render(
        request,
        "proposals/compare.html",
        status=200 if form.is_sound else _MALFORMED,
        rounds=rounds.by_id,
        form=form,
        choices=_choices(listed["items"], [one, other]),
        one=one,
        other=other if form.is_sound else None,
        areas=rounds.areas,
    )


def _choices(listed: list[Json], chosen: list[Json | None]) -> list[tuple[str, str]]:
    """The list to choose from, with what was chosen even if it is not on the list."""
    known = {proposal["number"]: proposal["title"] for proposal in listed}
    return [*(known | {one["number"]: one["title"] or one["number"] for one in chosen if one}).items()]


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


ROUTES = [Route("/proposals/compare", kept(compare_proposals))]
