"""Erase contacts whose time is over."""

from libs.shared.kernel.clock import Clock
from libs.shared.platform.storage.database import Database
from services.ideas.storage import barriers, contacts


async def erase_contacts(database: Database, clock: Clock) -> int:
    """How many contacts were erased, each with everything told to it; reported barriers go with theirs."""
    today = clock.now().date()
    async with database.transaction() as tx:
        return await contacts.erase_due(tx.session, today) + await barriers.erase_due(tx.session, today)
