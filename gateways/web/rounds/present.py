"""The round that people mean when they name none, and the day it is in town."""

from datetime import date

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.pages.rendering import speech_of
from libs.shared.kernel.clock import Clock


def today_of(request: Request) -> date:
    """The day it is on the council's clock."""
    clock: Clock = request.app.state.clock
    return speech_of(request).on_the_calendar(clock.now())


async def present_round(request: Request) -> Json | None:
    """The round published last of those that have begun, else the one that begins next; none before the first."""
    rounds = sorted(await services_of(request).ideas.rounds(), key=lambda found: str(found["round_id"]))
    today = today_of(request).isoformat()
    begun = [found for found in rounds if _beginning(found) <= today]
    return begun[-1] if begun else min(rounds, key=_beginning, default=None)


def _beginning(found: Json) -> str:
    """The first day of its calendar; a round without one has always been there."""
    return min((str(phase["starts_on"]) for phase in found["calendar"]), default="")


def page_number(request: Request) -> int:
    """Which page of a list is asked for, from 1."""
    asked = request.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() else 1
