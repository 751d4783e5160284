"""``commonpurse rebuild`` beside a running platform, and what it says when it cannot work."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.types import Receive, Scope, Send

from tests.support.eventually import eventually
from tests.support.facts import a_poll_published, turnouts
from tests.support.newsroom import Newsroom, a_newsroom
from tests.support.serving import served


async def rebuild(*arguments: str, **environment: str) -> tuple[int, str, str]:
    """The command's exit status, and what it printed and complained of."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "commonpurse",
        "rebuild",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")} | environment,
    )
    printed, complained = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, printed.decode(), complained.decode()


class UnderOneRoof:
    """All services of the newsroom behind one address."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._apps = {crier.service.name: crier.app for crier in newsroom.announcers.values()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope["path"].split("/")[2]
        await self._apps[name](scope, receive, send)


@pytest.fixture
async def newsroom(another_database: Callable[[], Awaitable[str]]) -> AsyncIterator[Newsroom]:
    async with a_newsroom(another_database) as started:
        yield started


async def test_a_view_is_rebuilt_beside_the_running_platform(newsroom: Newsroom) -> None:
    poll_id = uuid4()
    await newsroom.announce(a_poll_published(poll_id, uuid4()), *turnouts(poll_id, 40))
    database = newsroom.reporting.runtime.settings.database_url or ""

    async with served(UnderOneRoof(newsroom)) as url:
        status, printed, complaints = await rebuild("turnout", "--url", url, COMMONPURSE_DATABASE_URL=database)

    assert (status, complaints) == (0, "")
    assert printed.startswith("turnout is rebuilt: generation 2, 41 events,")
    standing = next(view for view in (await newsroom.ask("/views"))["items"] if view["name"] == "turnout")
    assert standing == {"name": "turnout", "generation": 2, "positions": {"voting": 41}}
    await newsroom.announce(*turnouts(poll_id, 42, behind=40))

    async def followed() -> None:
        assert (await newsroom.ask(f"/polls/{poll_id}/turnout"))["ballots"] == 42

    await eventually(followed)


async def test_services_that_do_not_answer_are_one_clear_line(newsroom: Newsroom, unused_tcp_port: int) -> None:
    database = newsroom.reporting.runtime.settings.database_url or ""

    status, _, complaints = await rebuild(
        "turnout", "--url", f"http://127.0.0.1:{unused_tcp_port}", COMMONPURSE_DATABASE_URL=database
    )

    assert status == 1
    assert complaints.startswith("commonpurse: a service does not answer")
    assert len(complaints.splitlines()) == 1


async def test_an_unknown_view_is_answered_with_those_that_there_are() -> None:
    status, _, complaints = await rebuild("turnouts")

    assert status == 1
    assert complaints.strip() == (
        "commonpurse: there is no view turnouts; there are turnout, results, idea_board, proposal_board, ledger, "
        "open_data, decisions"
    )


async def test_where_no_platform_runs_the_operator_is_told_how_to_start_one(tmp_path: Path) -> None:
    status, _, complaints = await rebuild("turnout", "--data", str(tmp_path))

    assert status == 1
    assert complaints.startswith(f"commonpurse: no platform runs on {tmp_path}: start it with 'commonpurse up'")
