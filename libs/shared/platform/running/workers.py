"""Runs a service's workers until they are stopped."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog

from libs.shared.platform.running import metrics
from libs.shared.platform.running.runtime import Runtime

log = structlog.get_logger()


class Worker(Protocol):
    """Something that works until it is cancelled: a relay, a listener, a clerk."""

    name: str

    async def run(self) -> None:
        """Work. Returning early or raising means that the worker has failed."""
        ...


async def run_all(workers: Sequence[Worker], runtime: Runtime) -> None:
    """Run the workers side by side; the first that fails ends all, loudly."""
    async with asyncio.TaskGroup() as group:
        for worker in workers:
            group.create_task(_run(worker, runtime), name=worker.name)


class WorkerReturned(Exception):
    """A worker stopped as if its work were done, which it never is."""


async def _run(worker: Worker, runtime: Runtime) -> None:
    metrics.WORKER_UP.labels(worker.name).set(1)
    try:
        await worker.run()
        raise WorkerReturned(worker.name)  # noqa: TRY301 - one place tells of every failure
    except Exception as error:
        runtime.failures[worker.name] = type(error).__name__
        log.exception("worker stopped", worker=worker.name)
        raise
    finally:
        metrics.WORKER_UP.labels(worker.name).set(0)
