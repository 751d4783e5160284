"""What is well and what is not, since when, and what to do about it."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
_PUT_BACK = re.compile(r"(?P<source>\w+) was put back to position (?P<to>\d+); I have heard up to (?P<heard>\d+)")
_BACKUP_IS_FRESH = timedelta(hours=36)
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
    answers = await asyncio.gather(*(_answer_of(part, office) for part in PARTS))
    told = [_troubles_of(part, answer) for part, answer in zip(PARTS, answers, strict=True)]
    troubles = [trouble for found in told for trouble in found]
    well = [word for word, found in zip(PARTS.values(), told, strict=True) if not found]
    backup = _last_backup(answers)
    is_old = backup is None or office.now - backup > _BACKUP_IS_FRESH
    return office.show("health.html", troubles=troubles, well=well, now=office.now, backup=backup, backup_is_old=is_old)


async def _answer_of(part: ServiceName, office: Office) -> dict[str, Any] | None:
    """What the part says of itself; none if it says nothing of use."""
    neighbours: Neighbours = office.request.app.state.neighbours
    try:
        answer: dict[str, Any] = (await neighbours.client(part).get(f"/api/{part}/health/ready")).json()
    except (httpx.HTTPError, ValueError):
        return None
    return answer if "standings" in answer else None


def _troubles_of(part: ServiceName, answer: dict[str, Any] | None) -> list[Trouble]:
    if answer is None:
        return [Trouble(PARTS[part], part, None, _DOES_NOT_ANSWER)]
    return [_trouble(part, one) for one in answer["standings"] if not one["is_at_work"]]


def _last_backup(answers: Sequence[dict[str, Any] | None]) -> datetime | None:
    """The moment of the last backup, by the part that has heard of the oldest; parts that say nothing do not count."""
    told = [answer.get("last_backup") for answer in answers if answer is not None]
    return min(datetime.fromisoformat(one) for one in told if one) if told and all(told) else None


def _trouble(part: ServiceName, standing: dict[str, Any]) -> Trouble:
    words = _put_back(standing) or _WHAT_TO_DO.get(standing["failure"], _IS_TRIED_AGAIN)
    return Trouble(PARTS[part], standing["worker"], datetime.fromisoformat(standing["since"]), words)


def _put_back(standing: dict[str, Any]) -> Message | None:
    """How far a source and whoever has heard more of it have come, which the service says in one English sentence."""
    if told := _PUT_BACK.fullmatch(standing.get("words") or ""):
        return say(
            "%(source)s was put back to position %(to)s of what it has told, and this part has heard up to %(heard)s. "
            "It waits, so that nothing new is lost. Ask whoever runs the server to call “commonpurse reconcile”.",
            **told.groupdict(),
        )
    return None


ROUTES = [Route("/staff/health", show_health, methods=["GET"])]
