"""A process beside this one, of this program's own code, talked to over a pipe."""

import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

from libs.shared.platform.running.environment import scrubbed


async def start_beside(module: str, *, longest_line: int) -> Process:
    """The process that runs the module. It should end by itself when its input does.

    Args:
        module: Its name, dots and all.
        longest_line: Bytes of the longest line that it may say.
    """
    # An error of its own could quote a permit or a ballot, so nobody hears it. It has a session of its own, so that
    # whoever interrupts the service by keyboard does not interrupt it in mid-sentence.
    return await create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        env=scrubbed(),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        limit=longest_line,
        start_new_session=True,
    )


async def end(process: Process) -> None:
    """End it, whatever it is doing."""
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
