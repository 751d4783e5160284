"""Moves halves of polls' keys out of the database, where versions before 0.2 kept them."""

from libs.shared.platform.storage.database import Database
from services.residents.storage import polls
from services.residents.storage.poll_keys import PollKeys


async def move_poll_keys(database: Database, keys: PollKeys) -> None:
    """Keep each half that is still in the database in its file, and take it out of its row.

    The polls they are for stay open, and their people keep their pseudonyms.
    """
    async with database.transaction() as tx:
        for poll_id, half in await polls.halves_in_the_database(tx.session):
            await polls.move_half(tx.session, poll_id, keys.keep(poll_id, half))
