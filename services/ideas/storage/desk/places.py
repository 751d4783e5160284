"""Where ideas lie on the desk: whose they are to answer, and who is at them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.desk.queue import Desk
from services.ideas.storage.desk.tables import DeskPlaceRow, DeskSkipRow


async def take(session: AsyncSession, idea_id: UUID, desk: Desk, until: datetime) -> bool:
    """Whether the idea is in the hands of whoever asks now: not if somebody else is at it."""
    hold = {"held_by": desk.staff_id, "held_until": until}
    place = DeskPlaceRow
    nobody_else = or_(place.held_until.is_(None), place.held_until <= desk.now, place.held_by == desk.staff_id)
    # Two who ask at once: the second waits for the row of the first, and finds it held.
    taken = insert(place).values(idea_id=idea_id, **hold)
    taken = taken.on_conflict_do_update(index_elements=[place.idea_id], set_=hold, where=nobody_else)
    return await session.scalar(taken.returning(place.idea_id)) is not None


async def let_go(session: AsyncSession, idea_id: UUID, of: UUID | None = None) -> None:
    """Nobody is at the idea any more; with an account, unless it is another that is."""
    held = update(DeskPlaceRow).where(DeskPlaceRow.idea_id == idea_id, DeskPlaceRow.held_by.is_not(None))
    if of is not None:
        held = held.where(DeskPlaceRow.held_by == of)
    await session.execute(held.values(held_by=None, held_until=None))


async def skip(session: AsyncSession, idea_id: UUID, staff_id: UUID, until: datetime) -> None:
    """Do not offer it to them until then."""
    skipped = insert(DeskSkipRow).values(staff_id=staff_id, idea_id=idea_id, until=until)
    key = [DeskSkipRow.staff_id, DeskSkipRow.idea_id]
    await session.execute(skipped.on_conflict_do_update(index_elements=key, set_={"until": until}))


async def give_to(session: AsyncSession, idea_id: UUID, department_id: UUID | None) -> None:
    """It is this department's to answer; without one, nobody's yet."""
    whose = {"department_id": department_id}
    given = insert(DeskPlaceRow).values(idea_id=idea_id, **whose)
    await session.execute(given.on_conflict_do_update(index_elements=[DeskPlaceRow.idea_id], set_=whose))
