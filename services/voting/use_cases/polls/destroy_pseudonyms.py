"""After the poll has closed, nobody can be found in its ballot box any more."""

from dataclasses import asdict
from uuid import UUID

import structlog
from sqlalchemy import func
from sqlalchemy.exc import DBAPIError

from libs.shared.events.voting import PseudonymsDestroyed
from libs.shared.platform.storage.database import Database
from libs.shared.platform.storage.strong_locks import is_in_use
from services.voting.domain.casting.turnout import cells_kept
from services.voting.domain.polls.weighing import by_channel_of, weighing_of
from services.voting.storage import ballot_box, polls, sealed_box, turnouts
from services.voting.use_cases.casting.tell_turnout import tell_final_turnout
from services.voting.use_cases.telling import tell

log = structlog.get_logger()


async def destroy_pseudonyms(poll_id: UUID, database: Database) -> None:
    """Tell the turnout, rewrite the box without pseudonyms, in random order, drop the old table, and announce it.

    The box is first set apart from those that others vote into. While somebody still reads it, such as a backup,
    nothing more happens: the timekeeper comes again every second. Killed at any point, it goes on from there.
    """
    async with database.reading() as session:
        if not (await polls.find(session, poll_id)).awaits_sealing:
            return
    if not await ballot_box.set_apart(database, poll_id):
        log.info("box is still read", poll_id=str(poll_id))
        return
    try:
        await _seal(poll_id, database)
    except DBAPIError as error:
        if not is_in_use(error):
            raise
        log.info("box is still read", poll_id=str(poll_id))


async def _seal(poll_id: UUID, database: Database) -> None:
    async with database.transaction() as tx:
        poll = await polls.lock(tx.session, poll_id)
        if not poll.awaits_sealing:
            return
        await sealed_box.lock(tx.session, poll_id)
        cells = await turnouts.cells_of_box_set_apart(tx.session, poll_id)
        await tell_final_turnout(poll, cells, tx)
        weighing = weighing_of(poll, by_channel_of(cells.items()))
        await sealed_box.rewrite(tx.session, poll_id, cells_kept(cells, weighing), weighing)
        weighed = [asdict(one) for one in weighing] or None
        await polls.change(tx.session, poll_id, sealed_at=func.clock_timestamp(), weighing=weighed)
        tell(poll, tx, PseudonymsDestroyed(poll_id=poll_id))
