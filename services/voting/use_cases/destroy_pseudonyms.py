"""After the poll has closed, nobody can be found in its ballot box any more."""

from uuid import UUID

from sqlalchemy import func

from libs.shared.events.voting import PseudonymsDestroyed
from libs.shared.platform.storage.database import Database
from services.voting.storage import polls, sealed_box


async def destroy_pseudonyms(poll_id: UUID, database: Database) -> None:
    """Rewrite the box without pseudonyms, in random order, drop the old table, and announce it.

    All of it is one transaction: killed in the middle, nothing has happened, and the timekeeper begins anew.
    """
    async with database.transaction() as tx:
        poll = await polls.lock(tx.session, poll_id)
        if not poll.awaits_sealing:
            return
        await sealed_box.rewrite(tx.session, poll_id)
        await polls.change(tx.session, poll_id, sealed_at=func.clock_timestamp())
        tx.announce(PseudonymsDestroyed(poll_id=poll_id))
