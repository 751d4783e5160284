"""The round that people mean when they name none, and the day it is in town."""

from datetime import date

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.rendering import speech_of
from libs.shared.kernel.clock import Clock


def today_of(request: Request) -> date:
    """The day it is on the council's clock."""
    clock: Clock = request.app.state.clock
    return speech_of(request).on_the_calendar(clock.now())


async def present_round(request: Request) -> Json | None:
    """The round that began last; none if no round ever did."""
    begun = [found for found in await services_of(request).ideas.rounds() if found["calendar"]]
    return max(begun, key=_beginning, default=None)


def _beginning(found: Json) -> str:
    return min(str(phase["starts_on"]) for phase in found["calendar"])


def page_number(request: Request) -> int:
    """Which page of a list is asked for, from 1."""
    asked = request.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() else 1
