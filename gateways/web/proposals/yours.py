"""Where whoever proposed something shows its key, and can withdraw it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import as_sent
from gateways.web.pages.rendering import render
from gateways.web.words.message import say

STILL_THEIRS = ("submitted", "changes_requested", "accepted")
"""The states in which whoever proposed something can withdraw it: it stands on no ballot paper."""

_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this proposal. Please compare it with what you noted."),
    "state-has-changed": say(
        "The proposal cannot be withdrawn any more. Its page says how it stands. Nothing was changed."
    ),
}
_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")


async def show_door(request: Request) -> Response:
    """What the key is for, and the field for it."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    can_withdraw = proposal["state"] in STILL_THEIRS
    return render(request, "proposals/yours.html", proposal=proposal, form=form_of(request), can_withdraw=can_withdraw)


async def withdraw(request: Request) -> Response:
    """On to the proposal's page, which says so; or back to the form, with what is wrong."""
    form, number = await read_form(request), request.path_params["number"]
    key = as_sent(form.require("key", say("Please type the key that you noted when you sent it in.")))
    if form.is_sound:
        try:
            await services_of(request).proposals.withdraw(number, key)
            return RedirectResponse(f"/proposals/{number}", 303)
        except ServiceRefused as refused:
            form.refuse("key", _REFUSALS.get(refused.code, _TRY_AGAIN))
    raise FormIsNotTaken(form)


ROUTES = [
    Route("/proposals/{number}/yours", show_door),
    Route("/proposals/{number}/yours", withdraw, methods=["POST"]),
]
