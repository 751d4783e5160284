"""The home page: what I can do today, how long, and what came of last time."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.rounds.known import Rounds, known_rounds
from gateways.web.rounds.phases import phases_of
from gateways.web.vote.booth import booth_of


async def show_home(request: Request) -> Response:
    """The council's front door."""
    rounds = await known_rounds(request)
    if not rounds.all:
        return render(request, "rounds/home_before_the_first_round.html")
    polls = await services_of(request).voting.polls()
    open_polls, coming_polls = _in_state(polls, "open"), _in_state(polls, "published")
    found = _foremost(rounds, [*open_polls, *coming_polls])
    under_way = [found, *(one for one in rounds.under_way if one is not found)]
    return render(
        request,
        "rounds/home.html",
        round=found,
        under_way=[(one, phases_of(one, rounds.today)) for one in under_way if one["calendar"]],
        has_more=len(rounds.all) > 1,
        budget_cents=sum(fund["budget_cents"] for fund in found["funds"]),
        open_polls=open_polls,
        coming_polls=coming_polls,
        last=await _last_results(request, polls),
        ballot_waits=booth_of(request).waits,
    )


def _in_state(polls: list[Json], state: str) -> list[Json]:
    """The polls of all rounds in the state, those first that end first."""
    return sorted((poll for poll in polls if poll["state"] == state), key=lambda poll: str(poll["closes_at"]))


def _foremost(rounds: Rounds, polls: list[Json]) -> Json:
    """The round that the page opens with: where people vote, else where they vote next, else the present one."""
    voting = (rounds.get(poll["round_id"]) for poll in polls)
    found = next((one for one in voting if one), None) or rounds.present()
    assert found is not None  # there is a round
    return found


async def _last_results(request: Request, polls: list[Json]) -> dict[str, Any] | None:
    """What the vote that was announced last came to. The door stays open if the view is not there yet."""
    announced = [poll for poll in polls if poll["state"] == "announced"]
    if not announced:
        return None
    latest = max(announced, key=lambda poll: str(poll["closes_at"]))
    try:
        return await services_of(request).reporting.results(latest["poll_id"])
    except (ServiceIsUnreachable, ServiceRefused):
        return None


ROUTES = [Route("/", kept(show_home))]
