"""Erase contacts whose time is over."""

from libs.shared.kernel.clock import Clock
from libs.shared.platform.storage.database import Database
from services.ideas.domain.following.follower import UNCONFIRMED_FOR
from services.ideas.storage import barriers, contacts
from services.ideas.storage.following import followers, text_counts


async def erase_contacts(database: Database, clock: Clock) -> int:
    """How many contacts were erased, each with everything told to it; barriers go with theirs, and followers."""
    now = clock.now()
    today = now.date()
    async with database.transaction() as tx:
        of_ideas = await contacts.erase_due(tx.session, today) + await barriers.erase_due(tx.session, today)
        await text_counts.erase_due(tx.session, today)
        return of_ideas + await followers.erase_due(tx.session, today, now - UNCONFIRMED_FOR)
