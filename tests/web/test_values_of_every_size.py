"""Whatever somebody writes into an address, a query or a field of the pages is answered in words, by a page."""

import logging
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

import httpx
import pytest
from starlette.routing import Route

from gateways.web.main import ROUTES
from tests.web.test_forms_come_back import filled
from tests.web.test_two_at_one_page import at_work
from tests.web.town import Town, Towns

VALUES = [
    "0",
    "-1",
    str(2**63),
    str(-(2**63) - 1),
    "9" * 400,
    "1e400",
    "NaN",
    "1.5",
    "\u0663",
    "10\u00b2",
    "\0",
    "a\0b",
]
VALUES += [
    "\u200b",
    "\u202e7",
    "\r\n",
    "%",
    "\\",
    "'\"",
    "<b>",
    "x" * 3_000,
    "2027-02-30",
    "12027-01-01",
    "25:61",
    "\u00e4@\u00e4",
]
SENT = [*map(quote_plus, VALUES), "%ED%A0%80", "%FF", "%C0%80", "%zz", "%00"]
# ``make fuzz`` sends them all.
EACH = min(len(SENT), int(os.environ.get("COMMONPURSE_FUZZ_EXAMPLES", "1")))
pytestmark = pytest.mark.timeout(0 if EACH > 10 else 300)
QUERY = (
    "q",
    "area",
    "page",
    "round",
    "number",
    "fund_id",
    "lang",
    "scheme",
    "done",
    "next",
    "again",
    "state",
    "lost",
    "version",
    *("queue", "of", "order", "reply", "kind", "side", "into", "parts"),
)
FORM, FIELD = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL), re.compile(r"<(?:input|textarea|select)\b[^>]*>")
ENDS_THE_VISIT = ("/staff/sign-out", "/staff/sign-in", "/staff/password", "/staff/account")


def some(place: int) -> list[str]:
    """A few of the values, other ones for each place that is tried: all come up many times."""
    return [SENT[(place * EACH + number) % len(SENT)] for number in range(EACH)]


@pytest.fixture
async def town(towns: Towns, tmp_path: Path) -> AsyncIterator[Town]:
    """A town of its own: what is typed here is kept, where it can be."""
    async with towns.with_sample(tmp_path) as running:
        yield running


class Sheet(NamedTuple):
    """A form of a page: where it is sent, and what is sent if nothing is typed."""

    action: str
    fields: dict[str, str]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def sheets(page: httpx.Response) -> Iterator[Sheet]:
    """Every form of the page that asks for something."""
    for form in FORM.findall(page.text):
        tags = FIELD.findall(form)
        fields = {
            _attribute(tag, "name"): _attribute(tag, "value") for tag in tags if _attribute(tag, "type") != "file"
        }
        fields.pop("", None)
        if fields and 'method="post"' in form.lower():
            yield Sheet(_attribute(form, "action") or page.url.path, fields)


def paths(method: str) -> list[str]:
    return [route.path for route in ROUTES if isinstance(route, Route) and method in (route.methods or ())]


async def known_of(town: Town) -> dict[str, str]:
    async with httpx.AsyncClient(base_url=town.address) as visitor:
        poll = (await visitor.get("/api/voting/v1/polls?state=open")).json()["items"][0]
        proposal = (await visitor.get("/api/proposals/v1/proposals")).json()["items"][0]["number"]
    known = {"round_id": poll["round_id"], "poll_id": poll["poll_id"], "number": proposal}
    return known | {"receipt": "0000-0000", "path": "pages.css", "part": "rule", "event_type": "voting.poll-closed.v1"}


async def browsers(town: Town, stack: AsyncExitStack) -> list[httpx.AsyncClient]:
    """One of a resident, and of each member of staff."""
    resident = await stack.enter_async_context(httpx.AsyncClient(base_url=town.address, follow_redirects=True))
    staff = [await stack.enter_async_context(at_work(town, name)) for name in ("admin", "officer-1", "moderator")]
    return [resident, *staff]


async def test_no_value_in_an_address_or_a_query_is_a_failure_of_ours(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    known = await known_of(town)
    failures = []
    async with AsyncExitStack() as stack:
        for browser in (await browsers(town, stack))[:2]:
            for place, path in enumerate(paths("GET")):
                for number, value in enumerate(some(place)):
                    urls = [filled(path, **known | {name: value}) for name in re.findall(r"{(\w+)", path)]
                    query = QUERY[(place + number) % len(QUERY)], QUERY[(place + number + 5) % len(QUERY)]
                    urls += [f"{filled(path, **known)}?{query[0]}={value}&{query[1]}={value}"]
                    for url in urls:
                        answer = await browser.get(url, follow_redirects=False)
                        if answer.status_code >= 500:
                            failures.append((url[:100], answer.status_code))

    assert failures == []
    assert _failures_in(caplog) == []


async def test_no_value_in_a_field_is_a_failure_of_ours(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    known = await known_of(town)
    failures, seen = [], set[tuple[str, str]]()
    async with AsyncExitStack() as stack:
        for browser in await browsers(town, stack):
            for path in paths("GET"):
                page = await browser.get(filled(path, **known))
                for sheet in sheets(page):
                    for name in sheet.fields:
                        if (sheet.action, name) in seen or sheet.action.startswith(ENDS_THE_VISIT):
                            continue
                        seen.add((sheet.action, name))
                        failures += [each async for each in _failing(browser, sheet, name, some(len(seen)))]

    assert len(seen) > 80
    assert failures == []
    assert _failures_in(caplog) == []


async def _failing(
    browser: httpx.AsyncClient, sheet: Sheet, name: str, values: list[str]
) -> AsyncIterator[tuple[str, str, str, int]]:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    others = "".join(f"&{quote_plus(key)}={quote_plus(value)}" for key, value in sheet.fields.items() if key != name)
    for value in values:
        answer = await browser.post(sheet.action, content=f"{quote_plus(name)}={value}{others}", headers=kind)
        if answer.status_code >= 500:
            yield sheet.action, name, value[:20], answer.status_code


def _failures_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the services or the pages wrote down as unexpected."""
    ours = [
        record for record in caplog.records if not record.name.startswith("aiokafka")
    ]  # a broker of before was killed
    return [record.getMessage()[:300] for record in ours if record.levelno >= logging.ERROR]
