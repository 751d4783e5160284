"""What is well and what is not, since when, and what to do about it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import Message, say
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName

PARTS: dict[ServiceName, Message] = {
    "ideas": say("Ideas"),
    "proposals": say("Proposals"),
    "residents": say("Roll and invitation codes"),
    "voting": say("Ballot box"),
    "reporting": say("Turnout and results"),
}
"""The services as staff know them."""
_DOES_NOT_ANSWER = say("It does not answer. Ask whoever runs the server to start it again.")
_IS_TRIED_AGAIN = say(
    "It is started again and again by itself. If this lasts longer than a few minutes, show this page to whoever runs "
    "the server."
)
_WHAT_TO_DO = {
    "no sign of life": say("Its process has ended. Ask whoever runs the server to start it again."),
    "TooManyDeadLetters": say("It has set aside too much news that it could not use. An engineer must look at that."),
    "DiskFullError": say("The database's disk is full. Once there is room on it, it goes on by itself."),
    "ClockHasJumped": say(
        "The database's clock has jumped, so polls go on by the time before. If the new time holds, it is believed "
        "after two minutes. Ask whoever runs the server to see to its time."
    ),
    "BrokerIsUnwell": say("Kafka does not answer. Once it does, it goes on by itself."),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not well. ``since`` is none where nobody can say."""

    part: Message
    what: str
    since: datetime | None
    words: Message


@staff_page
async def show_health(office: Office) -> Response:
    """Every part, and of those that are not well what it is, since when and what to do."""
    told = await asyncio.gather(*(_troubles_of(part, office) for part in PARTS))
    troubles = [trouble for found in told for trouble in found]
    well = [word for word, found in zip(PARTS.values(), told, strict=True) if not found]
    return office.show("health.html", troubles=troubles, well=well, now=office.now)


async def _troubles_of(part: ServiceName, office: Office) -> list[Trouble]:
    neighbours: Neighbours = office.request.app.state.neighbours
    try:
        answer = await neighbours.client(part).get(f"/api/{part}/health/ready")
        standings: list[dict[str, Any]] = answer.json()["standings"]
    except (httpx.HTTPError, ValueError, KeyError):
        return [Trouble(PARTS[part], part, None, _DOES_NOT_ANSWER)]
    return [_trouble(part, one) for one in standings if not one["is_at_work"]]


def _trouble(part: ServiceName, standing: dict[str, Any]) -> Trouble:
    words = _WHAT_TO_DO.get(standing["failure"], _IS_TRIED_AGAIN)
    return Trouble(PARTS[part], standing["worker"], datetime.fromisoformat(standing["since"]), words)


ROUTES = [Route("/staff/health", show_health, methods=["GET"])]
