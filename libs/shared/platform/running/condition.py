"""How a service is beside its workers: what was set aside, how clocks agree, what room there is, how old the backup."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from libs.shared.platform.facts import dead_letters
from libs.shared.platform.running import last_backup
from libs.shared.platform.running.room import rooms_in
from libs.shared.platform.running.runtime import Runtime


@dataclass(frozen=True, slots=True)
class RoomTold:
    """What everybody may know of a disk: about how full it is."""

    what: str
    free_percent: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What its database says. ``clock_is_off_s`` is how far the database's clock is ahead of the process's."""

    last_backup: datetime | None
    dead_letters: int
    clock_is_off_s: float


async def read(runtime: Runtime) -> Condition:
    """The service's condition, by its database."""
    async with runtime.database.reading() as session:
        made_at = await last_backup.made_at(session)
        waiting = await dead_letters.count_by_listener(session)
        began = runtime.clock.now()
        told = await session.scalar(select(func.clock_timestamp()))
        between = began + (runtime.clock.now() - began) / 2
    is_off = (told - between).total_seconds() if told else 0.0
    return Condition(made_at, sum(waiting.values()), round(is_off, 1))


async def room_of(runtime: Runtime) -> Sequence[RoomTold]:
    """The room on this machine's disks; nothing where the database is another's."""
    found = await asyncio.to_thread(lambda: list(rooms_in(runtime.settings.data_dir, runtime.ask_disk)))
    return [RoomTold(one.what, one.free_percent, one.is_short) for one in found]
