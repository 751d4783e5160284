"""Staff look at how many people are on a roll."""

from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.storage import roll, rounds
from services.residents.storage.roll import RollCounts


async def count_roll(round_id: UUID, database: Database) -> RollCounts:
    """The roll in figures.

    Raises:
        RoundIsNotKnown: if there is no such round.
    """
    async with database.reading() as session:
        await rounds.demand(session, round_id)
        return await roll.counts(session, round_id)
