"""The act log for auditors and administrators: what staff did in every part, newest first."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from gateways.web.staff.office import Office, staff_page
from gateways.web.staff.people.act_words import AT_THE_SERVER, DONE, REFUSED, SOMEBODY, in_words
from gateways.web.staff.set_aside import PARTS
from gateways.web.words.message import Message
from libs.shared.platform.running.settings import ServiceName

READERS = ("auditor", "administrator")
_ON_A_PAGE = 50
_COMMAND = "commonpurse verify-acts acts-voting.csv"
Act = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the page tells it."""

    at: datetime
    who: str | Message
    what: str | Message
    action: str
    on: str
    outcome: Message
    status: str


@staff_page
async def show_acts(office: Office) -> Response:
    """A page of the log."""
    office.demand(*READERS)
    before = {part: office.request.query_params.get(part, "") for part in PARTS}
    found = dict(zip(PARTS, await asyncio.gather(*(_some(office, part, before[part]) for part in PARTS)), strict=True))
    every = [(part, act) for part, acts in found.items() for act in acts]
    newest = sorted(every, key=lambda one: str(one[1]["at"]), reverse=True)[:_ON_A_PAGE]
    names: dict[str, str] = (await office.ask("residents", "GET", "/staff/names"))["items"]
    earlier = _earlier(newest, before) if len(every) > len(newest) else None
    lines = [_line(act, names) for _, act in newest]
    return office.show("acts.html", told=lines, earlier=earlier, parts=PARTS, command=_COMMAND)


@staff_page
async def fetch_acts(office: Office) -> Response:
    """One part's whole log as a file that ``commonpurse verify-acts`` checks."""
    part: ServiceName = next((name for name in PARTS if name == office.request.path_params["part"]), "residents")
    text = await office.ask(part, "GET", "/acts/file")
    headers = {"Content-Disposition": f'attachment; filename="acts-{part}.csv"', "Cache-Control": "no-store"}
    return Response(text, media_type="text/csv", headers=headers)


async def _some(office: Office, part: ServiceName, before: str) -> list[Act]:
    # One more than the page shows: so that it knows whether there are earlier ones.
    asked = {"at_most": _ON_A_PAGE + 1} | ({"before": int(before)} if before.isdecimal() else {})
    found: list[Act] = (await office.ask(part, "GET", "/acts", params=asked))["items"]
    return found


def _earlier(shown: Sequence[tuple[ServiceName, Act]], before: Mapping[ServiceName, str]) -> str:
    """The address of what comes before: of each part the number of the last entry that was shown."""
    last: dict[str, str] = {part: number for part, number in before.items() if number.isdecimal()}
    last |= {part: str(act["number"]) for part, act in shown}
    return "/staff/acts?" + urlencode(last)


def _line(act: Act, names: Mapping[str, str]) -> Line:
    what, action = in_words(act["what"])
    is_done = act["outcome"] == "done"
    return Line(
        datetime.fromisoformat(act["at"]),
        AT_THE_SERVER if act["what"].startswith("COMMAND ") else names.get(act["staff_id"] or "", SOMEBODY),
        what,
        action,
        act["on"].replace("=", " "),
        DONE if is_done else REFUSED,
        "" if is_done else act["outcome"].rpartition(" ")[2],
    )


ROUTES = [
    Route("/staff/acts", show_acts, methods=["GET"]),
    Route("/staff/acts/{part}.csv", fetch_acts, methods=["GET"]),
]
