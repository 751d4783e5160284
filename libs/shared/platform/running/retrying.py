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

from libs.shared.platform.running import attendance
from libs.shared.platform.running.telling_of_failures import Row

log = structlog.get_logger()

_PASSING = (
    OSError,
    TimeoutError,
    httpx.TransportError,
    OperationalError,
    InterfaceError,
    PoolIsExhausted,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the connection's end says something that the driver did not expect
)
_LONGEST_PAUSE = 10.0
# Work that lasted so long before it failed does not belong to a row of failures.
_WENT_WELL_S = 30.0
# Serialization failure, deadlock, lock not available.
_PASSING_STATES = ("40001", "40P01", "55P03")
# Connections, want of resources (a full disk, no memory, too many sessions), somebody's hand on the server (it is shut
# down, it starts, a statement is stopped), and the system below (a disk that fails).
_PASSING_CLASSES = ("08", "53", "57", "58")


class NeighbourIsUnwell(OSError):
    """Another part answered with an error of its own; asking later may help."""


def passes(error: BaseException) -> bool:
    """Whether the failure is one of transport or lock, so that trying again helps."""
    if isinstance(error, asyncpg.DataError) or isinstance(error.__cause__, asyncpg.DataError):
        return False  # a value that the column cannot hold, which the driver calls an interface error
    if isinstance(error, ExceptionGroup):
        return all(passes(each) for each in error.exceptions)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = state_of(error)
    return state in _PASSING_STATES or state.startswith(_PASSING_CLASSES) or isinstance(error, _PASSING)


def state_of(error: BaseException) -> str:
    """PostgreSQL's five letters for what went wrong, through SQLAlchemy or from the bare driver."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(said, "sqlstate", None) or "")


def went_well(began: float) -> bool:
    """Whether work that began then, by the monotonic clock, lasted too long to belong to a row of failures."""
    return time.monotonic() - began > _WENT_WELL_S


def pause_after(failures: int) -> float:
    """How many seconds to wait after so many failures in a row: growing, bounded, and spread."""
    longest = min(_LONGEST_PAUSE, 0.1 * 2.0 ** min(failures, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, hides nothing


async def forever(work: Callable[[], Awaitable[None]], *, what: str) -> NoReturn:
    """Do the work over and over; after a passing failure with growing pauses. Any other failure is raised.

    Each time the work returns it went well, and is told so. Work that never returns tells it itself.
    """
    failures, row = 0, Row()
    while True:
        began = time.monotonic()
        try:
            await work()
            attendance.present()
        except Exception as error:
            if not passes(error):
                raise
            attendance.absent(error)
            failures = 1 if went_well(began) else failures + 1
            pause = pause_after(failures)
            kind, words = type(error).__name__, attendance.words_of(error)
            if row.is_to_be_told(kind):
                again = round(pause, 2)
                log.warning("retrying", what=what, failure=kind, pause_s=again, words=words, **row.counted())
            await asyncio.sleep(pause)
