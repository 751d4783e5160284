"""Where whoever proposed something shows its key, and can withdraw it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.pages.kept_forms import form_of
from gateways.web.pages.rendering import render
from gateways.web.pages.withdrawing import withdraw_with_key
from gateways.web.words.message import say

STILL_THEIRS = ("submitted", "changes_requested", "accepted", "appealed", "reopened")
"""The states in which whoever proposed something can withdraw it: it stands on no ballot paper."""

_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this proposal. Please compare it with what you noted."),
    "state-has-changed": say(
        "The proposal cannot be withdrawn any more. Its page says how it stands. Nothing was changed."
    ),
}


async def show_door(request: Request) -> Response:
    """What the key is for, and the field for it."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    can_withdraw = proposal["state"] in STILL_THEIRS
    return render(request, "proposals/yours.html", proposal=proposal, form=form_of(request), can_withdraw=can_withdraw)


async def withdraw(request: Request) -> Response:
    """On to the proposal's page, which says so; or back to the form, with what is wrong."""
    return await withdraw_with_key(
        request,
        services_of(request).proposals.withdraw,
        "/proposals",
        without_key=say("Please type the key that you noted when you sent it in."),
        refusals=_REFUSALS,
    )


ROUTES = [
    Route("/proposals/{number}/yours", show_door),
    Route("/proposals/{number}/yours", withdraw, methods=["POST"]),
]
