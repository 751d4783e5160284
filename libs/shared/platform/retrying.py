"""Which failures pass by themselves, and how to wait for that."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import NoReturn

import asyncpg
import httpx
import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolIsExhausted

log = structlog.get_logger()

_PASSING = (
    OSError,
    TimeoutError,
    httpx.TransportError,
    OperationalError,
    InterfaceError,
    PoolIsExhausted,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
)
_LONGEST_PAUSE = 10.0
# Serialization failure, deadlock, lock not available, and the server's shutting down or starting up.
_PASSING_STATES = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03")


class NeighbourIsUnwell(OSError):
    """Another part answered with an error of its own; asking later may help."""


def passes(error: BaseException) -> bool:
    """Whether the failure is one of transport or lock, so that trying again helps."""
    if isinstance(error, DBAPIError) and (
        error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _PASSING_STATES
    ):
        return True
    return isinstance(error, _PASSING)


async def forever(work: Callable[[], Awaitable[None]], *, what: str) -> NoReturn:
    """Do the work over and over; after a passing failure with growing pauses. Any other failure is raised."""
    failures = 0
    while True:
        try:
            await work()
            failures = 0
        except Exception as error:
            if not passes(error):
                raise
            failures += 1
            pause = min(_LONGEST_PAUSE, 0.1 * 2**failures) * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, hides nothing
            log.warning("retrying", what=what, failure=type(error).__name__, pause_s=round(pause, 2))
            await asyncio.sleep(pause)
