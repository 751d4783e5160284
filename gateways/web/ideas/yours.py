"""Where whoever suggested an idea shows its key, and can withdraw it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.pages.kept_forms import form_of
from gateways.web.pages.rendering import render
from gateways.web.pages.withdrawing import withdraw_with_key
from gateways.web.words.message import say

_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this idea. Please compare it with what you noted."),
    "state-has-changed": say(
        "The idea cannot be withdrawn any more. Its page says how it stands. Nothing was changed."
    ),
}


async def show_door(request: Request) -> Response:
    """What the key is for, and the field for it."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    return render(request, "ideas/yours.html", idea=idea, form=form_of(request), can_withdraw=idea["can_be_withdrawn"])


async def withdraw(request: Request) -> Response:
    """On to the idea's page, which says so; or back to the form, with what is wrong."""
    return await withdraw_with_key(
        request,
        services_of(request).ideas.withdraw,
        "/ideas",
        without_key=say("Please type the key that you noted when you sent your idea."),
        refusals=_REFUSALS,
    )


ROUTES = [
    Route("/ideas/{number}/yours", show_door),
    Route("/ideas/{number}/yours", withdraw, methods=["POST"]),
]
