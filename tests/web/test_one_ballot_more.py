"""While a poll is open nobody can tell, from anything that is public, that one ballot more was cast.

Every public route of every service and every page is read before and after; what a person sees is the same.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress

import httpx
from starlette.routing import Route

from commonpurse.parts import all_services
from gateways.web.main import ROUTES
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import Settings
from tests.web.town import Town
from tests.web.visiting import announced_poll, first_of, open_poll

# What differs each time it is asked for: the clock, ids of requests and of forms, and how the machine is.
_ASKED_ANEW = (
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?"),
    re.compile(r'name="(submission|form|kept)[^"]*" value="[^"]*"'),
    re.compile(r'nonce[-=]"?[\w+/=-]+'),
    re.compile(r"urn:uuid:[0-9a-f-]{36}"),  # the number of the request, in a problem
)
# A stream has told all there is when it is silent for so long: longer each time, for a busy machine is silent, too. It
# is never silent for longer than a quarter of a minute: then it says that it is still there.
_QUIET_FOR_S = (2.0, 2.0, 3.0, 4.0, 6.0, 8.0)
_OF_THE_MACHINE = ("/health/", "/metrics")


def wanted(known: dict[str, str]) -> Iterator[str]:
    """Every address that can be asked for with GET, with what is known put into it."""
    for name, service in all_services().items():
        runtime = assemble(name, Settings(database_url="postgresql://nobody@127.0.0.1:1/"))
        for path, methods in api(service, runtime).openapi()["paths"].items():
            if "get" in methods and not any(part in path for part in _OF_THE_MACHINE):
                yield path.format_map(known)
    for route in ROUTES:
        if isinstance(route, Route) and "GET" in (route.methods or ()):
            yield re.sub(r"\{(\w+)(:\w+)?\}", lambda found: known[found[1]], route.path)


async def everything_public(town: Town, paths: list[str], quiet_for_s: float) -> dict[str, tuple[int, str]]:
    """The status and text of every answer, without what differs each time."""
    async with httpx.AsyncClient(base_url=town.address, timeout=60) as client, asyncio.TaskGroup() as group:
        # A stream is only done when it has been silent for a while: all are listened to at once.
        streams = {path: group.create_task(listen(client, path, quiet_for_s)) for path in paths if is_stream(path)}
        seen = {path: await read(client, path) for path in paths if path not in streams}
    seen |= {path: stream.result() for path, stream in streams.items()}
    return {path: (status, without_noise(text)) for path, (status, text) in seen.items()}


async def once_it_stands_still(town: Town, paths: list[str]) -> dict[str, tuple[int, str]]:
    """The same as soon as two readings agree: of what was done last, facts are still under way."""
    before: dict[str, tuple[int, str]] = {}
    moving: list[str] = []
    for quiet_for_s in _QUIET_FOR_S:
        now = await everything_public(town, paths, quiet_for_s)
        if not (moving := [path for path in paths if before.get(path) != now[path]]):
            return now
        before = now
    raise AssertionError(f"what the town tells never stands still: {moving}")


def without_noise(text: str) -> str:
    """The text without what differs each time."""
    for noise in _ASKED_ANEW:
        text = noise.sub("", text)
    return text


def is_stream(path: str) -> bool:
    """Whether the answer has no end."""
    return path.endswith("/stream")


async def read(client: httpx.AsyncClient, path: str) -> tuple[int, str]:
    """The status and text of the answer."""
    answer = await client.get(path)
    return answer.status_code, answer.text


async def listen(client: httpx.AsyncClient, path: str, quiet_for_s: float) -> tuple[int, str]:
    """The status of a stream, which has no end, and all that it tells until it is silent for so long."""
    told: list[str] = []
    quiet = httpx.Timeout(60, read=quiet_for_s)
    async with client.stream("GET", path, params={"after": 0}, timeout=quiet) as answer:
        with suppress(httpx.ReadTimeout):
            async for line in answer.aiter_lines():
                told.append(line)  # noqa: PERF401 - what came before the silence counts
    return answer.status_code, "\n".join(told)


async def test_one_ballot_more_changes_nothing_that_anybody_can_read(town_of_its_own: Town) -> None:
    town = town_of_its_own  # nobody else does anything there
    poll_id = (await open_poll(town))["poll_id"]
    idea, proposal = await first_of(town, "ideas", "ideas"), await first_of(town, "proposals", "proposals")

    class Known(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return str(poll_id)

    known = Known(
        idea_number=idea["number"], proposal_number=proposal["number"], number=idea["number"], receipt="0" * 24
    )
    paths = [*dict.fromkeys(wanted(known)), f"/polls/{(await announced_poll(town))['poll_id']}/turnout"]
    before = await once_it_stands_still(town, paths)

    async with httpx.AsyncClient(base_url=town.address) as client:
        wish = {"code": town.codes.pop(), "channel": "web", "poll_id": poll_id}
        permit = (await client.post("/api/residents/v1/permits", json=wish)).json()["permit"]
        cast = await client.post("/api/voting/v1/ballots", json={"permit": permit, "choices": [1]})

    after = await everything_public(town, paths, _QUIET_FOR_S[-1])
    assert cast.status_code == httpx.codes.CREATED
    assert len([status for status, _ in before.values() if status == httpx.codes.OK]) > 40
    assert {path for path in paths if before[path] != after[path]} == set()
