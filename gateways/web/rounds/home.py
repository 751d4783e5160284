"""The home page: what I can do today, how long, and what came of last time."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.pages.rendering import render
from gateways.web.rounds.phases import phases_of
from gateways.web.rounds.present import present_round, today_of
from gateways.web.vote.way import way_of


async def show_home(request: Request) -> Response:
    """The council's front door."""
    found = await present_round(request)
    if found is None:
        return render(request, "rounds/home_before_the_first_round.html")
    polls = await services_of(request).voting.polls()
    return render(
        request,
        "rounds/home.html",
        round=found,
        phases=phases_of(found, today_of(request)),
        budget_cents=sum(fund["budget_cents"] for fund in found["funds"]),
        open_polls=_in_state(polls, "open", found),
        coming_polls=_in_state(polls, "published", found),
        last=await _last_results(request, polls),
        ballot_waits=way_of(request).waits,
    )


def _in_state(polls: list[Json], state: str, found: Json) -> list[Json]:
    return [poll for poll in polls if poll["state"] == state and poll["round_id"] == found["round_id"]]


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


ROUTES = [Route("/", show_home)]
