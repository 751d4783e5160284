"""A service that does nothing but announce and hear, for tests of the platform itself."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy import text
from starlette.types import ASGIApp

from libs.shared.events.envelope import Envelope, Event
from libs.shared.events.voting import PollClosed
from libs.shared.kernel.clock import Clock
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import Service, api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.storage.database import Database, Transaction

MIGRATIONS = Path(__file__).parent / "crier_migrations"


def a_service(name: ServiceName = "voting", **parts: Any) -> Service:
    """A service without rules of its own."""
    return Service(
        name=name, title="a crier", migrations=MIGRATIONS, routers=parts.pop("routers", []), problems={}, **parts
    )


@dataclass(frozen=True)
class Crier:
    """One running service: its app answers, its workers are the test's to start."""

    service: Service
    runtime: Runtime
    app: FastAPI

    @property
    def database(self) -> Database:
        return self.runtime.database

    async def announce(self, *events: Event) -> None:
        """Announce the events in a transaction of their own."""
        async with self.database.transaction() as tx:
            tx.announce(*events)


@asynccontextmanager
async def crying(
    service: Service,
    settings: Settings,
    in_process: Mapping[ServiceName, ASGIApp] | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Crier]:
    """The service with its database migrated, until the block ends."""
    runtime = assemble(service.name, settings, in_process=in_process, clock=clock)
    async with started(service, runtime):
        yield Crier(service, runtime, api(service, runtime))


@asynccontextmanager
async def working(*workers: Worker) -> AsyncIterator[None]:
    """The workers at work until the block ends. One that fails makes the test fail."""
    tasks = [asyncio.create_task(worker.run(), name=worker.name) for worker in workers]
    try:
        yield
    finally:
        failed = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in failed:
            task.result()


async def hear(envelopes: Sequence[Envelope], tx: Transaction) -> None:
    """A subscriber that writes down what it hears, as often as it hears it."""
    for envelope in envelopes:
        await tx.session.execute(
            text("insert into heard (source, position, type, key) values (:source, :position, :type, :key)"),
            {
                "source": envelope.source,
                "position": envelope.position,
                "type": envelope.type,
                "key": UUID(envelope.partitionkey),
            },
        )


async def heard(database: Database) -> list[int]:
    """The positions that were heard, in the order of hearing."""
    async with database.reading() as session:
        return list(await session.scalars(text("select position from heard order by sequence")))


async def positions_given(database: Database) -> list[int]:
    """The journal's positions in the order of its sequence; rows without one are left out."""
    async with database.reading() as session:
        return list(await session.scalars(text("select position from journal where position is not null order by 1")))


def closings(poll_id: UUID, count: int, first: int = 1) -> list[Event]:
    """As many events about the poll, numbered by their count of ballots."""
    return [PollClosed(poll_id=poll_id, ballots=number) for number in range(first, first + count)]
