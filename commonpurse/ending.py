"""A command that is told to end, at whatever moment, puts away what it holds; nobody has to kill it."""

import os
import signal
import threading
from collections.abc import Coroutine
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

TOLD_TO_END = 128 + signal.SIGTERM
"""The status that says so, as a shell would see it."""

# After the last answer, for which five more are kept: Docker kills what takes longer than ten.
_ENDS_WITHIN_S = 4.0


def obey_from_now_on() -> None:
    """Hear SIGTERM before anything else is done: the first process of a container is else deaf to it."""
    is_the_main_thread = threading.current_thread() is threading.main_thread()
    if is_the_main_thread and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _end)


async def until_told_to_end(work: Coroutine[Any, Any, None], *, is_a_part: bool) -> None:
    """Do the work; when told to end, cancel it. What serves hears the signal by itself from when it serves.

    Args:
        is_a_part: Whether a machine started it, and kills it if putting things away takes long.
    """
    import asyncio

    task = asyncio.current_task()
    assert task is not None
    if threading.current_thread() is threading.main_thread():
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _cancel, task, is_a_part)
    await work


def end_at_the_latest(status: int = 0) -> None:
    """However little a frozen broker or database answers: what was acknowledged is stored, and the rest comes again."""
    giving_up = threading.Timer(_ENDS_WITHIN_S, os._exit, [status])
    giving_up.daemon = True
    giving_up.start()


def _end(_signal: int, _where: FrameType | None) -> None:
    raise SystemExit(TOLD_TO_END)


def _cancel(task: "asyncio.Task[None]", is_a_part: bool) -> None:
    task.cancel()
    if is_a_part:
        end_at_the_latest()
