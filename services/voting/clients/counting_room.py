"""The counting room, a process of its own: two counts of a box for which nobody else has to wait.

The process gets the poll and the ballots over a pipe and knows no database. What it says: docs/decisions/0017.
"""

import asyncio
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from pydantic_core import from_json

from libs.shared.platform.running.process_beside import end, start_beside
from services.voting.clients.counting_messages import POLL, Said, line_of
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.count_progress import Progress
from services.voting.domain.errors import CountCannotBeFinished, CountsDisagree
from services.voting.domain.polls.poll import Poll

_PROCESS = "services.voting.clients.counting_process"
_LONGEST_LINE = 2**30  # an outcome with its trace is one line


class CountingRoomWasClosed(OSError):
    """The process ended before it said what it found: killed, or out of memory."""


class CountingRoom:
    """Starts a process for each count, and ends it with the count."""

    async def count(
        self, poll: Poll, ballots: Sequence[tuple[str, int, int]], tell: Callable[[Progress], Awaitable[None]]
    ) -> Published:
        """The outcome that two counts agree on.

        Raises:
            CountsDisagree: if they do not.
            CountCannotBeFinished: if the tally refuses the ballots, or dies of them.
            CountingRoomWasClosed: if the process was ended from outside.
        """
        process = await start_beside(_PROCESS, longest_line=_LONGEST_LINE)
        writing = asyncio.create_task(_hand_over(process, poll, ballots))
        try:
            return await _listen(process, tell)
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            await end(process)


async def _hand_over(process: Process, poll: Poll, ballots: Sequence[tuple[str, int, int]]) -> None:
    assert process.stdin is not None
    with suppress(ConnectionError):  # it has ended: whoever listens hears of that
        process.stdin.write(POLL.dump_json(poll) + b"\n")
        for choices, people, weight in ballots:
            process.stdin.write(line_of(choices, people, weight))
            await process.stdin.drain()
        process.stdin.close()


async def _listen(process: Process, tell: Callable[[Progress], Awaitable[None]]) -> Published:
    assert process.stdout is not None
    async for line in process.stdout:
        said: Said = from_json(line)
        if "outcome" in said:
            return said["outcome"]
        if "objections" in said:
            raise CountsDisagree(said["objections"])
        if "failure" in said:
            raise CountCannotBeFinished(said["failure"])
        await tell(Progress(**said["progress"]))
    raise CountingRoomWasClosed(f"the counting process ended with {await process.wait()}")
