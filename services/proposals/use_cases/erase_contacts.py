"""Erase contacts whose time is over."""

import asyncio
from datetime import timedelta

import structlog

from libs.shared.kernel.clock import Clock
from libs.shared.platform import retrying
from libs.shared.platform.database import Database
from services.proposals.storage import contacts

log = structlog.get_logger()

_LOOK_AGAIN = timedelta(hours=1)


async def erase_contacts(database: Database, clock: Clock) -> int:
    """How many contacts were erased."""
    async with database.transaction() as tx:
        return await contacts.erase_due(tx.session, clock.now().date())


class Eraser:
    """The worker that erases every hour."""

    name = "proposals.eraser"

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def run(self) -> None:
        """Erase until cancelled."""
        await retrying.forever(self._erase_and_wait, what=self.name)

    async def _erase_and_wait(self) -> None:
        if erased := await erase_contacts(self._database, self._clock):
            log.info("contacts erased", count=erased)
        await asyncio.sleep(_LOOK_AGAIN.total_seconds())
