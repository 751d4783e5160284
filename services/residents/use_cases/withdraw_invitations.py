"""The printed list was lost or seen by strangers: all codes of a round must end."""

from collections.abc import Collection
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.residents.storage import roll, rounds
from services.residents.use_cases.import_roll import announce_counts


async def withdraw_invitations(round_id: UUID, database: Database, seen: Collection[str] = ()) -> None:
    """Make every code of the round worthless; new ones can be given out after.

    Raises:
        RoundIsNotKnown: if there is no such round.
        ItHasChanged: if the roll is not as it was seen.
    """
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        await roll.take_codes_back(tx.session, round_id)
        await announce_counts(tx, round_id)
