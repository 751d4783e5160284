"""Where whoever proposed something appeals once against its refusal: by their key, and with what was overlooked."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.forms import read_form
from gateways.web.pages.kept_forms import FormIsNotTaken, form_of
from gateways.web.pages.keys import as_sent
from gateways.web.pages.rendering import render
from gateways.web.vote.booth import kept_nowhere
from gateways.web.words.message import say

REFUSED = "rejected"
_WHY_MOST = 2_000
_REFUSALS = {
    "action-is-not-yours": say("This key does not belong to this proposal. Please compare it with what you noted."),
    "state-has-changed": say("Its page says how it stands now: there is nothing to appeal against. Nothing was sent."),
    "action-is-done-once": say("You have appealed already, and that can be done once. Nothing was sent."),
}
_TRY_AGAIN = say("That did not work, and nothing was changed. Please try again.")


async def ask_for_appeal(request: Request) -> Response:
    """Why it was refused, what an appeal is, and the form for it."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    can_appeal = proposal["state"] == REFUSED and not proposal["was_appealed"]
    form = form_of(request)
    page = render(
        request, "proposals/appeal.html", proposal=proposal, form=form, can_appeal=can_appeal, why_most=_WHY_MOST
    )
    return kept_nowhere(page)


async def appeal(request: Request) -> Response:
    """On to the proposal's page, which says so; or back to the form, with what is wrong."""
    form, number = await read_form(request), request.path_params["number"]
    why = form.require("why", say("Please say what was overlooked, or what is wrong with the reason."))
    if len(why) > _WHY_MOST:
        form.refuse("why", say("Please make it shorter: at most %(most)s characters.", most=_WHY_MOST))
    key = as_sent(form.require("key", say("Please type the key that you noted when you sent it in.")))
    if form.is_sound:
        try:
            await services_of(request).proposals.appeal(number, key, why)
            return RedirectResponse(f"/proposals/{number}", 303)
        except ServiceRefused as refused:
            form.refuse("key", _REFUSALS.get(refused.code, _TRY_AGAIN))
    raise FormIsNotTaken(form)


ROUTES = [
    Route("/proposals/{number}/appeal", ask_for_appeal),
    Route("/proposals/{number}/appeal", appeal, methods=["POST"]),
]
