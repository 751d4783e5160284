"""Where whoever proposed something changes it as the council asked: first the key, then the words."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.keys import as_sent
from gateways.web.pages.rendering import render
from gateways.web.proposals.changes import WAITS_FOR_CHANGES, as_it_stands, checked
from gateways.web.vote.way import kept_nowhere
from gateways.web.words.message import say

_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this proposal. Please compare it with what you noted."),
    "state-has-changed": say("The proposal does not wait for changes any more. Nothing was changed."),
}
_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")


async def ask_for_key(request: Request) -> Response:
    """What the council asks for, and the field for the key."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    return _page(request, proposal, FilledForm())


async def change(request: Request) -> Response:
    """The words to change, if the key fits; once they are sent, on to the proposal's page."""
    form, proposals = await read_form(request), services_of(request).proposals
    number = request.path_params["number"]
    key = as_sent(form.require("key", say("Please type the key that you noted when you sent it in.")))
    proposal = await proposals.opened(number, key)
    if form.is_sound and proposal["title"] is None:
        form.refuse("key", _REFUSALS["action-is-not-yours"])
    if not form.is_sound:
        return _page(request, proposal, form, status=422)
    if "title" not in form.typed:
        return _page(request, proposal, FilledForm(as_it_stands(proposal) | {"key": key}), is_open=True)
    wish = checked(form, proposal)
    if form.is_sound:
        try:
            await proposals.submit_again(number, key, wish)
            return RedirectResponse(f"/proposals/{number}", 303)
        except ServiceRefused as refused:
            form.refuse("title", _REFUSALS.get(refused.code, _TRY_AGAIN))
    return _page(request, proposal, form, status=422, is_open=True)


def _page(request: Request, proposal: Json, form: FilledForm, *, status: int = 200, **more: Any) -> Response:
    waits = proposal["state"] == WAITS_FOR_CHANGES
    context = {"is_open": False} | more | {"waits": waits, "proposal": proposal, "form": form}
    return kept_nowhere(render(request, "proposals/change.html", status=status, **context))


ROUTES = [
    Route("/proposals/{number}/change", ask_for_key),
    Route("/proposals/{number}/change", change, methods=["POST"]),
]
