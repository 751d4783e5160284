"""A round: where it is in its calendar, how much money, for where, who decides and by which rule."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.proposals.offer_words import KINDS
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.known import known_rounds, today_of
from gateways.web.rounds.phases import phases_of
from gateways.web.vote.rules import RULE_NAMES, rule_in_words


async def show_all_rounds(request: Request) -> Response:
    """Every round that there was, is or will be: those that go on, then those that are over."""
    rounds = await known_rounds(request)
    going_on = rounds.under_way
    return render(
        request,
        "rounds/rounds.html",
        going_on=[(one, phases_of(one, rounds.today)) for one in going_on],
        over=[one for one in rounds.all if one not in going_on],
    )


async def show_round(request: Request) -> Response:
    """One round."""
    services = services_of(request)
    found = await services.ideas.round(request.path_params["round_id"])
    return render(
        request,
        "rounds/round.html",
        round=found,
        phases=phases_of(found, today_of(request)),
        areas=area_names(found),
        polls=sorted(await services.voting.polls(round_id=found["round_id"]), key=_standing),
        ledger=await services.reporting.ledger(found["round_id"]),
        kinds=KINDS,
        rule_in_words=rule_in_words,
        rule_names=RULE_NAMES,
    )


def _standing(poll: Json) -> int:
    """What one can still do something about comes first, what was called off last."""
    return {"open": 0, "published": 1, "cancelled": 3}.get(poll["state"], 2)


ROUTES = [
    Route("/rounds", kept(show_all_rounds)),
    Route("/rounds/{round_id}", kept(show_round)),
]
