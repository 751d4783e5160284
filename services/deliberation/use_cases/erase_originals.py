"""Erase words that were taken down and whose time is over."""

from libs.shared.kernel.clock import Clock
from libs.shared.platform.storage.database import Database
from services.deliberation.storage import originals


async def erase_originals(database: Database, clock: Clock) -> int:
    """How many originals were erased."""
    async with database.transaction() as tx:
        return await originals.erase_due(tx.session, clock.now().date())
