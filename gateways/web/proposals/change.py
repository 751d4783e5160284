"""Where whoever proposed something changes it as the council asked: first the key, then the words."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, come_back, form_of
from gateways.web.pages.keys import as_sent, carried, carry
from gateways.web.pages.rendering import render
from gateways.web.proposals.changes import WAITS_FOR_CHANGES, as_it_stands, checked
from gateways.web.vote.booth import kept_nowhere
from gateways.web.words.message import say

_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this proposal. Please compare it with what you noted."),
    "location-is-outside-the-areas": say(
        "This place lies outside of the areas that this is about. Please mark another, or leave it empty."
    ),
    "state-has-changed": say("The proposal does not wait for changes any more. Nothing was changed."),
}
_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")


async def ask_for_key(request: Request) -> Response:
    """What the council asks for, and the field for the key; the words to change, once the key was shown."""
    number, key = request.path_params["number"], carried(request)
    proposal, form = await services_of(request).proposals.opened(number, key), form_of(request)
    is_open = bool(key) and proposal["title"] is not None
    if is_open and "title" not in form.typed:
        form = FilledForm(as_it_stands(proposal) | {"key": key}, note=form.note)
    return _page(request, proposal, form, is_open=is_open)


async def change(request: Request) -> Response:
    """On to the words to change, if the key fits; once they are sent, to the proposal's page."""
    form, proposals = await read_form(request), services_of(request).proposals
    number = request.path_params["number"]
    key = as_sent(form.require("key", say("Please type the key that you noted when you sent it in.")))
    proposal = await proposals.opened(number, key)
    if form.is_sound and proposal["title"] is None:
        form.refuse("key", _REFUSALS["action-is-not-yours"])
    if not form.is_sound:
        raise FormIsNotTaken(form)
    if "title" not in form.typed:
        return carry(request, RedirectResponse(request.url.path, 303), request.url.path, key)
    wish = checked(form, proposal)
    if form.is_sound:
        try:
            await proposals.submit_again(number, key, wish)
            return RedirectResponse(f"/proposals/{number}", 303)
        except ServiceRefused as refused:
            is_about_the_place = refused.code == "location-is-outside-the-areas"
            form.refuse("location" if is_about_the_place else "title", _REFUSALS.get(refused.code, _TRY_AGAIN))
    back = come_back(request, FormIsNotTaken(form))
    return carry(request, back, request.url.path, key)


def _page(request: Request, proposal: Json, form: FilledForm, *, is_open: bool) -> Response:
    waits = proposal["state"] == WAITS_FOR_CHANGES
    context = {"is_open": is_open, "waits": waits, "proposal": proposal, "form": form}
    return kept_nowhere(render(request, "proposals/change.html", **context))


ROUTES = [
    Route("/proposals/{number}/change", ask_for_key),
    Route("/proposals/{number}/change", change, methods=["POST"]),
]
