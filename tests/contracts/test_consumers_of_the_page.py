"""The consumers at the end of ``docs/integrating.md``, taken from the page as they stand there, and run."""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.settings import Settings
from tests.support.crier import Crier, a_service, closings, crying, working
from tests.support.eventually import eventually
from tests.support.java import compiled, find_java
from tests.support.kafka_broker import KEPT
from tests.support.node import find_node
from tests.support.serving import served

PAGE = Path(__file__).parents[2] / "docs" / "integrating.md"
LANGUAGES = ("sh", "python", "java", "js")


def from_the_page(language: str) -> str:
    [program] = re.findall(rf"```{language} consumer\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return str(program)


def command_of(language: str, folder: Path) -> list[str]:
    """The page's program in the folder, ready to be started."""
    name = {"sh": "consumer.sh", "python": "consumer.py", "java": "Consumer.java", "js": "consumer.mjs"}[language]
    program = folder / name
    program.write_text(from_the_page(language))
    runs: dict[str, Callable[[], list[str]]] = {
        "sh": lambda: [shutil.which("sh") or "sh", str(program)],
        "python": lambda: [sys.executable, str(program)],
        "java": lambda: [str(find_java()), "-cp", compiled(program, "", KEPT.parent / "ecj"), "Consumer"],
        "js": lambda: [str(find_node()), str(program)],
    }
    return runs[language]()


@pytest.fixture
async def voting(a_database: str) -> AsyncIterator[Crier]:
    async with AsyncExitStack() as stack:
        crier = await stack.enter_async_context(crying(a_service(), Settings(database_url=a_database)))
        await stack.enter_async_context(working(Relay("voting", crier.database, crier.runtime.doorbell)))
        yield crier


@asynccontextmanager
async def consuming(command: list[str], address: str, folder: Path) -> AsyncIterator[asyncio.StreamReader]:
    """The consumer at work until the block ends; what it prints."""
    process = await asyncio.create_subprocess_exec(*command, address, cwd=folder, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.wait()


async def read(printed: asyncio.StreamReader, count: int) -> list[int]:
    """The positions of so many events that it prints."""
    lines = [await asyncio.wait_for(printed.readline(), 60) for _ in range(count)]
    events: list[dict[str, Any]] = [json.loads(line) for line in lines]
    assert {event["type"] for event in events} == {"voting.poll-closed.v1"}
    return [event["position"] for event in events]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_s_consumer_reads_history_waits_for_more_and_goes_on_after_a_stop(
    voting: Crier, tmp_path: Path, language: str
) -> None:
    command = await asyncio.to_thread(command_of, language, tmp_path)
    await voting.announce(*closings(uuid4(), 3))

    async with served(voting.app) as address:
        async with consuming(command, address, tmp_path) as printed:
            history = await read(printed, 3)
            await eventually(lambda: _linked(tmp_path / "place", tmp_path / "before"))
            before = (tmp_path / "before").read_text()
            await voting.announce(*closings(uuid4(), 2))
            news = await read(printed, 2)
            await eventually(lambda: (tmp_path / "place").read_text() != before)
            assert (tmp_path / "before").read_text() == before  # never written in place: a stop would leave it empty
        await voting.announce(*closings(uuid4(), 1))
        async with consuming(command, address, tmp_path) as printed:
            after_a_stop = [await read(printed, 1)]
            while after_a_stop[-1] != [6]:
                after_a_stop.append(await read(printed, 1))

    assert (history, news) == ([1, 2, 3], [4, 5])
    assert after_a_stop in ([[6]], [[5], [6]], [[4], [5], [6]])  # stopped before it had remembered the last


def _linked(file: Path, link: Path) -> bool:
    if file.exists():
        link.hardlink_to(file)
    return link.exists()


@pytest.mark.parametrize("language", ["python", "js"])
async def test_the_page_s_consumer_reads_on_in_another_life_of_the_journal(
    voting: Crier, tmp_path: Path, language: str
) -> None:
    command = await asyncio.to_thread(command_of, language, tmp_path)
    (tmp_path / "place").write_text(json.dumps({"after": 40, "epoch": str(uuid4())}))
    await voting.announce(*closings(uuid4(), 2))

    async with served(voting.app) as address, consuming(command, address, tmp_path) as printed:
        heard = await read(printed, 2)

    assert heard == [1, 2]
