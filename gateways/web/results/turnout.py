"""How many have voted, as of the last full hour: by channel, area and hour. What they chose is nowhere."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.words.message import Message, say

CHANNELS: dict[str, Message] = {
    "web": say("on these pages"),
    "sms": say("by text message"),
    "kiosk": say("at a kiosk"),
    "paper": say("on paper"),
    "meeting": say("at a meeting"),
    "phone": say("by telephone"),
    "questionnaire": say("by questionnaire"),
}


async def show_turnout(request: Request) -> Response:
    """The page, whose figures renew themselves while the poll is open: they are told anew at each full hour."""
    return await _turnout(request, "results/turnout.html")


async def show_turnout_figures(request: Request) -> Response:
    """The figures alone, for the page to renew."""
    return await _turnout(request, "results/turnout_figures.html")


async def turnout_of(request: Request, poll_id: str) -> Json | None:
    """The turnout, for pages that stand without it if it cannot be had."""
    try:
        return await services_of(request).reporting.turnout(poll_id)
    except (ServiceIsUnreachable, ServiceRefused):
        return None


async def _turnout(request: Request, template: str) -> Response:
    services, poll_id = services_of(request), request.path_params["poll_id"]
    poll, turnout = await services.voting.poll(poll_id), await services.reporting.turnout(poll_id)
    return render(request, template, poll=poll, turnout=turnout, channels=CHANNELS, busiest=_busiest(turnout))


def _busiest(turnout: Json) -> dict[str, Any] | None:
    shown = [hour for hour in turnout["by_hour"] if hour["ballots"]]
    return max(shown, key=lambda hour: int(hour["ballots"]), default=None)


ROUTES = [
    Route("/polls/{poll_id}/turnout", kept(show_turnout)),
    Route("/polls/{poll_id}/turnout/figures", kept(show_turnout_figures)),
]
