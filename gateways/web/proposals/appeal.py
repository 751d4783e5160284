"""Where whoever proposed something appeals once against its refusal: by their key, and with what was overlooked."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.pages.appealing import WHY_MOST, appeal_with_key
from gateways.web.pages.kept_forms import form_of
from gateways.web.pages.rendering import render
from gateways.web.vote.booth import kept_nowhere
from gateways.web.words.message import say

REFUSED = "rejected"


async def ask_for_appeal(request: Request) -> Response:
    """Why it was refused, what an appeal is, and the form for it."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    can_appeal = proposal["state"] == REFUSED and not proposal["was_appealed"]
    form = form_of(request)
    page = render(
        request, "proposals/appeal.html", proposal=proposal, form=form, can_appeal=can_appeal, why_most=WHY_MOST
    )
    return kept_nowhere(page)


async def appeal(request: Request) -> Response:
    """On to the proposal's page, which says so; or back to the form, with what is wrong."""
    await appeal_with_key(
        request,
        services_of(request).proposals.appeal,
        without_key=say("Please type the key that you noted when you sent it in."),
        wrong_key=say("This key does not belong to this proposal. Please compare it with what you noted."),
    )
    return RedirectResponse(f"/proposals/{request.path_params['number']}", 303)


ROUTES = [
    Route("/proposals/{number}/appeal", ask_for_appeal),
    Route("/proposals/{number}/appeal", appeal, methods=["POST"]),
]
