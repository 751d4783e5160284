"""The darkroom (image re-encoding): each photo is read in a process of its own with bounds, two at a time."""

import asyncio
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from pydantic_core import from_json

from libs.shared.kernel.photos.errors import DarkroomIsFull, PhotoCannotBeRead
from libs.shared.kernel.photos.photo import Developed
from libs.shared.platform.running.process_beside import end, start_beside

DARKROOM = "darkroom"
"""What a service calls its room among what is its own."""

_PROCESS = "libs.shared.platform.photos.darkroom_process"
_LONGEST_LINE = 1_000
_SEATS = 2
_MOST_AT_ONCE = 6  # those whose photo is read, and those who wait with theirs


class Darkroom:
    """Lets in a few, and gives no photo more than its time."""

    def __init__(self, patience_s: float = 20.0) -> None:
        self._patience_s, self._present, self._seats = patience_s, 0, asyncio.Semaphore(_SEATS)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """A place in the room, for as long as the block lasts.

        Raises:
            DarkroomIsFull: if there is none.
        """
        if self._present >= _MOST_AT_ONCE:
            raise DarkroomIsFull
        self._present += 1
        try:
            yield
        finally:
            self._present -= 1

    async def develop(self, content: bytes) -> Developed:
        """The photo as it is kept.

        Raises:
            PhotoCannotBeRead: if it is none, or none that can be shown.
        """
        async with self._seats:
            process = await start_beside(_PROCESS, longest_line=_LONGEST_LINE)
            writing = asyncio.create_task(_hand_over(process, content))
            try:
                async with asyncio.timeout(self._patience_s):
                    return await _developed(process)
            except (TimeoutError, asyncio.IncompleteReadError):
                raise PhotoCannotBeRead("too-much") from None
            finally:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)
                await end(process)


async def _hand_over(process: Process, content: bytes) -> None:
    assert process.stdin is not None
    with suppress(ConnectionError):  # it has ended: whoever listens hears of that
        process.stdin.write(content)
        await process.stdin.drain()
        process.stdin.close()


async def _developed(process: Process) -> Developed:
    assert process.stdout is not None
    line = await process.stdout.readline()
    if not line:  # the system ended it at a bound
        raise PhotoCannotBeRead("too-much")
    said = from_json(line)
    if "refused" in said:
        raise PhotoCannotBeRead(said["refused"])
    large, small = [await process.stdout.readexactly(said[size]) for size in ("large", "small")]
    return Developed(said["width"], said["height"], large, small)
