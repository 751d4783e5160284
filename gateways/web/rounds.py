"""A round: where it is in its calendar, how much money, for where, who decides and by which rule."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.areas import area_names
from gateways.web.clients.services import services_of
from gateways.web.offer_words import KINDS
from gateways.web.phases import phases_of
from gateways.web.present import today_of
from gateways.web.rendering import render
from gateways.web.rules import rule_in_words


async def show_round(request: Request) -> Response:
    """One round."""
    services = services_of(request)
    found = await services.ideas.round(request.path_params["round_id"])
    return render(
        request,
        "round.html",
        round=found,
        phases=phases_of(found, today_of(request)),
        areas=area_names(found),
        polls=await services.voting.polls(round_id=found["round_id"]),
        ledger=await services.reporting.ledger(found["round_id"]),
        kinds=KINDS,
        rule_in_words=rule_in_words,
    )


ROUTES = [Route("/rounds/{round_id}", show_round)]
