"""Where whoever suggested an idea shows its key, and can withdraw it."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import FilledForm, read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import as_sent
from gateways.web.pages.rendering import render
from gateways.web.words.message import say

_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this idea. Please compare it with what you noted."),
    "state-has-changed": say(
        "The idea cannot be withdrawn any more. Its page says how it stands. Nothing was changed."
    ),
}
_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")
_STILL_THEIRS = ("submitted", "accepted", "handed_over")


async def show_door(request: Request) -> Response:
    """What the key is for, and the field for it."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    return _page(request, idea, form_of(request))


async def withdraw(request: Request) -> Response:
    """On to the idea's page, which says so; or back to the form, with what is wrong."""
    form = await read_form(request)
    number = request.path_params["number"]
    key = as_sent(form.require("key", say("Please type the key that you noted when you sent your idea.")))
    if form.is_sound:
        try:
            await services_of(request).ideas.withdraw(number, key)
            return RedirectResponse(f"/ideas/{number}", 303)
        except ServiceRefused as refused:
            form.refuse("key", _REFUSALS.get(refused.code, _TRY_AGAIN))
    raise FormIsNotTaken(form)


def _page(request: Request, idea: Json, form: FilledForm) -> Response:
    can_withdraw = idea["state"] in _STILL_THEIRS
    return render(request, "ideas/yours.html", idea=idea, form=form, can_withdraw=can_withdraw)


ROUTES = [
    Route("/ideas/{number}/yours", show_door),
    Route("/ideas/{number}/yours", withdraw, methods=["POST"]),
]
