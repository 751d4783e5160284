"""Keeps a service's workers at work until they are stopped: whichever ends is started again."""

import asyncio
import time
from collections.abc import Sequence
from typing import Protocol

import structlog

from libs.shared.platform.running import attendance, noticeboard, retrying
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.telling_of_failures import Row
from libs.shared.platform.watching.failures import place_of

log = structlog.get_logger()


class Worker(Protocol):
    """Something that works until it is cancelled: a relay, a listener, a clerk."""

    name: str

    async def run(self) -> None:
        """Work. Returning early or raising means that the worker has failed; it may be called again then."""
        ...


class WorkerReturned(Exception):
    """A worker stopped as if its work were done, which it never is."""


async def keep_at_work(workers: Sequence[Worker], runtime: Runtime) -> None:
    """Run the workers side by side. One that ends is started again after a growing pause; the others go on.

    What each owes is kept in the database, so it takes up where it ended. The list of who is at work is told in the
    database, for other processes of the service to read.
    """
    names = [worker.name for worker in workers]
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(keep(worker, runtime.attendance.line_of(worker.name)), name=worker.name)
        group.create_task(noticeboard.keep_up_to_date(names, runtime), name=f"{runtime.service}.noticeboard")


async def keep(worker: Worker, line: attendance.Line) -> None:
    """Run one worker until cancelled, and tell in its line how it fares."""
    attendance.sign_in(line)
    failures, row = 0, Row()
    while True:
        began = time.monotonic()
        failure = await _failure_of(worker)
        line.absent(failure)
        failures = 1 if retrying.went_well(began) else failures + 1
        pause = retrying.pause_after(failures)
        # Where it happened, but not the error's own words: they may quote a code or a choice.
        kind = str(line.failure)
        if row.is_to_be_told(kind):
            again, where, more = round(pause, 2), place_of(failure), row.counted()
            told = {"failure": kind, "again_in_s": again, "words": line.words, "where": where}
            log.error("worker stopped", worker=worker.name, **told, **more)
        await asyncio.sleep(pause)


async def _failure_of(worker: Worker) -> BaseException:
    try:
        await worker.run()
    except asyncio.CancelledError as error:
        # A cancellation that nobody asked of us went astray inside the worker: a failure like any other.
        if (task := asyncio.current_task()) is None or task.cancelling():
            raise
        return error
    except Exception as error:  # noqa: BLE001 - whatever it is, the worker is started again
        return error
    return WorkerReturned(worker.name)
