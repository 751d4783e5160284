"""Which failures pass by themselves, and how to wait for that."""

import asyncio
import random
import time
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
# Work that lasted so long before it failed does not belong to a row of failures.
_WENT_WELL_S = 30.0
# Serialization failure, deadlock, lock not available, and the server's shutting down or starting up.
_PASSING_STATES = ("40001", "40P01", "55P03", "57P01", "57P02", "57P03")


class NeighbourIsUnwell(OSError):
    """Another part answered with an error of its own; asking later may help."""


def passes(error: BaseException) -> bool:
    """Whether the failure is one of transport or lock, so that trying again helps."""
    if isinstance(error, asyncpg.DataError) or isinstance(error.__cause__, asyncpg.DataError):
        return False  # a value that the column cannot hold, which the driver calls an interface error
    if isinstance(error, DBAPIError) and (
        error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _PASSING_STATES
    ):
        return True
    return isinstance(error, _PASSING)


def pause_after(failures: int) -> float:
    """How many seconds to wait after so many failures in a row: growing, bounded, and spread."""
    longest = min(_LONGEST_PAUSE, 0.1 * 2.0 ** min(failures, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, hides nothing


async def forever(work: Callable[[], Awaitable[None]], *, what: str) -> NoReturn:
    """Do the work over and over; after a passing failure with growing pauses. Any other failure is raised."""
    failures = 0
    while True:
        began = time.monotonic()
        try:
            await work()
        except Exception as error:
            if not passes(error):
                raise
            failures = 1 if time.monotonic() - began > _WENT_WELL_S else failures + 1
            pause = pause_after(failures)
            log.warning("retrying", what=what, failure=type(error).__name__, pause_s=round(pause, 2))
            await asyncio.sleep(pause)
