"""Statements that need a table for themselves wait in no queue: whoever came after them would wait behind them.

A reader of hours, such as ``pg_dump``, holds the weakest lock of a table. A statement that asks for the strongest waits
for it, and everybody else, casters too, waits for the statement. So it waits half a second, makes room, comes again.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from libs.shared.platform.running.retrying import pause_after, state_of

log = structlog.get_logger()

T = TypeVar("T")

# Lock not available; a statement that was stopped because it took too long.
_IN_USE = ("55P03", "57014")
UNDEFINED_TABLE = "42P01"
"""There is no such table, or it is no partition any more."""


def is_in_use(error: BaseException) -> bool:
    """Whether somebody else has what the statement asked for."""
    return state_of(error) in _IN_USE


async def wait_in_no_queue(session: AsyncSession | AsyncConnection) -> None:
    """From here to its end the transaction waits for no lock longer than others can wait behind it."""
    await session.execute(text("set local lock_timeout to '500ms'"))


async def until_free(work: Callable[[], Awaitable[T]], *, patience_s: float = 10.0) -> T:
    """What the work returns; it is done again while somebody else has what it needs.

    Raises:
        DBAPIError: of a lock that was not available, after the patience. Trying later helps.
    """
    give_up_at = time.monotonic() + patience_s
    failures = 0
    while True:
        try:
            return await work()
        except Exception as error:
            if not is_in_use(error) or time.monotonic() > give_up_at:
                raise
            failures += 1
            log.info("in use, trying again", failures=failures)
            await asyncio.sleep(min(pause_after(failures), 1))
