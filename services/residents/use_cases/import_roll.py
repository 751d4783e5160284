"""The council hands in the roll of a round."""

import asyncio
from collections.abc import Collection
from uuid import UUID

from libs.shared.events.residents import PeopleInArea, RollImported
from libs.shared.platform.storage.database import Database
from services.residents.domain.roll import read_roll
from services.residents.storage import roll, rounds
from services.residents.storage.roll import RollCounts


async def import_roll(round_id: UUID, content: bytes, database: Database, seen: Collection[str] = ()) -> RollCounts:
    """The roll in figures, after it was made to hold exactly the people in the file.

    New people are added, those who moved get their new area, those who are missing are removed. Whoever stays keeps
    the invitation code.

    Raises:
        RoundIsNotKnown: if there is no such round.
        ItHasChanged: if the roll is not as it was seen.
        RollHasErrors: if any line is bad; then nothing changes.
    """
    async with database.reading() as session:
        await rounds.demand(session, round_id)
        areas = await rounds.areas_by_name(session, round_id)
    people = await asyncio.to_thread(read_roll, content, areas)
    async with database.transaction() as tx:
        await rounds.lock(tx.session, round_id)
        await roll.demand_as_seen(tx.session, round_id, seen)
        await roll.replace(tx.session, round_id, people)
        counts = await roll.counts(tx.session, round_id)
        by_area = [PeopleInArea(area_id=area_id, people=people) for area_id, people in counts.by_area.items()]
        tx.announce(RollImported(round_id=round_id, people=counts.people, by_area=by_area))
    return counts
