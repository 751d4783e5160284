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
from gateways.web.staff.set_aside import DONE, PARTS, letters_of
from gateways.web.words.message import Message, say
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName

_PUT_BACK = re.compile(r"(?P<source>\w+) was put back to position (?P<to>\d+); I have heard up to (?P<heard>\d+)")
_BACKUP_IS_FRESH = timedelta(hours=36)
_CLOCKS_AGREE_S = 2.0
_NEWS, _CLOCK = say("News"), say("Clock")
_SERVER = say("The server")
_ROOMS = {
    "data": say("Database"),
    "log": say("The database's write-ahead log"),
    "keys": say("Keys of polls"),
    "backups": say("Backups"),
}
_DOES_NOT_ANSWER = say("It does not answer. Ask whoever runs the server to start it again.")
_IS_TRIED_AGAIN = say(
    "It is started again and again by itself. If this lasts longer than a few minutes, show this page to whoever runs "
    "the server."
)
_WHAT_TO_DO = {
    "no sign of life": say("Its process has ended. Ask whoever runs the server to start it again."),
    "TooManyDeadLetters": say(
        "It has set aside so much news that it waits now. An administrator sees it below with the reason. Once that is "
        "mended and it was tried again, the part goes on."
    ),
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
    what: str | Message
    since: datetime | None
    words: Message


@staff_page
async def show_health(office: Office) -> Response:
    """Every part, and of those that are not well what it is, since when and what to do."""
    answers = await asyncio.gather(*(_answer_of(part, office) for part in PARTS))
    told = [_troubles_of(part, answer) for part, answer in zip(PARTS, answers, strict=True)]
    troubles = [*(trouble for found in told for trouble in found), *_short_of_room(answers)]
    well = [word for word, found in zip(PARTS.values(), told, strict=True) if not found]
    backup = _last_backup(answers)
    return office.show(
        "health.html",
        form=office.form({}),
        done=DONE.get(office.request.query_params.get("done", "")),
        troubles=troubles,
        letters=await letters_of(office),
        well=well,
        now=office.now,
        rooms=[(_ROOMS[one["what"]], one["free_percent"]) for one in _rooms(answers)],
        backup=backup,
        backup_is_old=backup is None or office.now - backup > _BACKUP_IS_FRESH,
    )


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
    down = [_trouble(part, one) for one in answer["standings"] if not one["is_at_work"]]
    return [*down, *_set_aside(part, answer), *_clock_of(part, answer)]


def _set_aside(part: ServiceName, answer: dict[str, Any]) -> list[Trouble]:
    if not (number := answer.get("dead_letters")):
        return []
    words = say(
        "It has set aside %(number)s pieces of news that it could not use. The others went on. An administrator "
        "sees them below with the reason, and can have them tried again once the reason is mended.",
        number=number,
    )
    return [Trouble(PARTS[part], _NEWS, None, words)]


def _clock_of(part: ServiceName, answer: dict[str, Any]) -> list[Trouble]:
    if abs(seconds := answer.get("clock_is_off_s") or 0) < _CLOCKS_AGREE_S:
        return []
    words = say(
        "The clocks of the database and of the part are %(seconds)s seconds apart. Polls open and close by the "
        "database's. Ask whoever runs the server to see to the time service of both machines.",
        seconds=f"{abs(seconds):.0f}",
    )
    return [Trouble(PARTS[part], _CLOCK, None, words)]


def _rooms(answers: Sequence[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The room on the server's disks, by whoever tells of it; a disk that two tell of is named once."""
    told = [one for answer in answers if answer for one in answer.get("room", ()) if one["what"] in _ROOMS]
    return list({one["what"]: one for one in told}.values())


def _short_of_room(answers: Sequence[dict[str, Any] | None]) -> list[Trouble]:
    return [_nearly_full(one) for one in _rooms(answers) if one["is_short"]]


def _nearly_full(room: dict[str, Any]) -> Trouble:
    words = say(
        "The disk is nearly full, %(percent)s %% of it are free. Ask whoever runs the server to make room now. When it "
        "is full nothing more can be taken until there is room again. What was taken is not lost.",
        percent=room["free_percent"],
    )
    return Trouble(_SERVER, _ROOMS[room["what"]], None, words)


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
