"""The room in which files that anybody brings are counted: one at a time, each in a process of its own with bounds."""

import asyncio
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from typing import Any

from pydantic_core import from_json, to_json

from libs.shared.platform.running.process_beside import end, start_beside
from services.voting.domain.counting.file_errors import (
    CountingRoomIsFull,
    FileCannotBeCountedHere,
    RuleDoesNotSuit,
    RuleIsNotKnown,
    RulingDoesNotFit,
)
from services.voting.domain.counting.file_wish import FileWish
from services.voting.domain.tally.errors import FileIsNotPabulib

_PROCESS = "services.voting.clients.file_counting_process"
_LONGEST_LINE = 16_000_000
_FOR_HOW_CLOSE_S = 5.0
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
_MOST_AT_ONCE = 4  # one that is counted, and those who wait

Told = dict[str, Any]


class FileRoom:
    """Lets in a few, counts one after the other, and gives no count more than its time."""

    def __init__(self, patience_s: float = 20.0) -> None:
        self._patience_s, self._present, self._seat = patience_s, 0, asyncio.Semaphore(1)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place in the room, for as long as the block lasts.

        Raises:
            CountingRoomIsFull: if there is none.
        """
        if self._present >= _MOST_AT_ONCE:
            raise CountingRoomIsFull
        self._present += 1
        try:
            yield
        finally:
            self._present -= 1

    async def count(self, content: bytes, wish: FileWish) -> Told:
        """What is known of the count when it is done, or when its time is over; ``is_all`` says which.

        Raises:
            FileIsNotPabulib: with each mistake of the file.
            RuleIsNotKnown, RuleDoesNotSuit, RulingDoesNotFit: if it cannot be counted so.
            FileCannotBeCountedHere: if nothing at all is known before time or memory are used up.
        """
        async with self._seat:
            process = await start_beside(_PROCESS, longest_line=_LONGEST_LINE)
            writing = asyncio.create_task(_hand_over(process, content, wish))
            known: Told = {}
            try:
                async with asyncio.timeout(self._patience_s) as limit:
                    await _listen(process, known, limit)
            except TimeoutError:
                _demand_something(known, "time")
            finally:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)
                await end(process)
        return known


async def _hand_over(process: Process, content: bytes, wish: FileWish) -> None:
    assert process.stdin is not None
    with suppress(ConnectionError):  # it has ended: whoever listens hears of that
        process.stdin.write(to_json(asdict(wish)) + b"\n")
        process.stdin.write(content)
        await process.stdin.drain()
        process.stdin.close()


async def _listen(process: Process, known: Told, limit: asyncio.Timeout) -> None:
    """Takes down what is told, until the process ends. Once all is explained, nobody waits long for more."""
    assert process.stdout is not None
    async for line in process.stdout:
        said = from_json(line)
        if "refused" in said:
            _refuse(said, known)
            return
        known.update(said.get("told", {}), is_all="is_all" in said)
        if _is_explained(known):
            enough = asyncio.get_running_loop().time() + _FOR_HOW_CLOSE_S
            limit.reschedule(min(limit.when() or enough, enough))
    # The system ends it at the bound of its processor time; without a word it ends for want of memory.
    _demand_something(known, "time" if await process.wait() in _OUT_OF_TIME else "memory")


def _is_explained(known: Told) -> bool:
    return all(counted["reach"] for counted in known.get("counts", ()))


def _demand_something(known: Told, why: Any) -> None:
    if not known:
        raise FileCannotBeCountedHere(why)


def _refuse(said: Told, known: Told) -> None:
    match said["refused"]:
        case FileIsNotPabulib.code:
            (line, reason), *further = said["mistakes"]
            raise FileIsNotPabulib(line, reason, tuple((line, reason) for line, reason in further))
        case RuleIsNotKnown.code:
            raise RuleIsNotKnown(said["rule"])
        case RuleDoesNotSuit.code:
            raise RuleDoesNotSuit(said["reason"])
        case RulingDoesNotFit.code:
            raise RulingDoesNotFit(*(said[name] for name in ("ruling", "why", "said", "told", "known")))
        case _:
            _demand_something(known, said.get("why", "failure"))
