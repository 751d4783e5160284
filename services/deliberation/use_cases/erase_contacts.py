"""Erase contacts whose time is over."""

from libs.shared.kernel.clock import Clock
from libs.shared.platform.storage.database import Database
from services.deliberation.storage import contacts


async def erase_contacts(database: Database, clock: Clock) -> int:
    """How many contacts were erased."""
    async with database.transaction() as tx:
        return await contacts.erase_due(tx.session, clock.now().date())
