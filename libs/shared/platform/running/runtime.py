"""What a running service has at hand."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from starlette.types import ASGIApp

from libs.shared.kernel.clock import Clock, SystemClock
from libs.shared.platform.access.attempts import Attempts
from libs.shared.platform.access.tokens import KeyRing
from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.running.attendance import Attendance
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.room import AskDisk
from libs.shared.platform.running.settings import ServiceName, Settings
from libs.shared.platform.storage.database import Database

# Residents knows people: what it keeps stands on no public page, and its permits must not wait for each other.
_TELL_NOBODY: tuple[ServiceName, ...] = ("residents",)


@dataclass
class Runtime:
    """One service in one process: its settings, database, clock, and ways to the others.

    ``own`` holds what the service itself prepared at its start, under names of its own.
    """

    service: ServiceName
    settings: Settings
    database: Database
    doorbell: Doorbell
    neighbours: Neighbours
    clock: Clock
    keys: KeyRing
    attendance: Attendance
    own: dict[str, Any] = field(default_factory=dict)
    attempts: Attempts = field(default_factory=Attempts)
    ask_disk: AskDisk = shutil.disk_usage

    async def aclose(self) -> None:
        await self.doorbell.aclose()
        await self.neighbours.aclose()
        await self.database.aclose()


def assemble(
    service: ServiceName,
    settings: Settings,
    *,
    in_process: Mapping[ServiceName, ASGIApp] | None = None,
    clock: Clock | None = None,
) -> Runtime:
    """A runtime of the service; nothing is connected yet."""
    clock = clock or SystemClock()
    url = settings.database_of(service)
    is_read_in_public = service not in _TELL_NOBODY
    neighbours = Neighbours(settings, in_process)
    return Runtime(
        service=service,
        settings=settings,
        database=Database(url, pool_size=settings.pool_size, is_read_in_public=is_read_in_public),
        doorbell=Doorbell(url),
        neighbours=neighbours,
        clock=clock,
        keys=KeyRing(neighbours, clock),
        attendance=Attendance(clock),
    )


async def runtime_of(request: Request) -> Runtime:
    """A dependency: the runtime of the service that answers. FastAPI would run a plain function in a thread."""
    runtime: Runtime = request.app.state.runtime
    return runtime


async def database_of(request: Request) -> Database:
    """A dependency: the database of the service that answers."""
    return (await runtime_of(request)).database
