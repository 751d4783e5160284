"""A round is over: the people on its roll are forgotten."""

from collections.abc import Collection
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.domain.roll_errors import (
    NobodyLeavesAnOpenPoll,
)
from services.residents.storage import polls, roll, rounds, waiting_rolls
from services.residents.use_cases.import_roll import announce_counts


async def erase_roll(round_id: UUID, database: Database, seen: Collection[str] = ()) -> None:
    """Forget everyone on the round's roll, and say so in figures.

    Raises:
        RoundIsNotKnown: if there is no such round.
        ItHasChanged: if the roll is not as it was seen.
        NobodyLeavesAnOpenPoll: if a poll of the round is open.
    """
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        if await polls.one_is_open(tx.session, round_id):
            raise NobodyLeavesAnOpenPoll((await roll.counts(tx.session, round_id)).people)
        await roll.erase(tx.session, round_id)
        await waiting_rolls.forget(tx.session, round_id)
        await announce_counts(tx, round_id)
