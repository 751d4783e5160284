"""The published polls of rounds, as voting announced them."""

from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.poll import Poll
from services.ideas.storage.tables import PollRow

_FIELDS = [each.name for each in fields(Poll)]


async def keep(session: AsyncSession, poll: Poll) -> None:
    """Store the poll; what was known of it is replaced."""
    values = asdict(poll)
    row = insert(PollRow).values(values)
    await session.execute(row.on_conflict_do_update(index_elements=["poll_id"], set_=values))


async def change(session: AsyncSession, poll_id: UUID, **values: object) -> None:
    """Store what has changed of the poll."""
    await session.execute(update(PollRow).where(PollRow.poll_id == poll_id).values(**values))


async def of_round(session: AsyncSession, round_id: UUID) -> list[Poll]:
    """The round's polls, in the order in which they open."""
    rows = await session.scalars(select(PollRow).where(PollRow.round_id == round_id).order_by(PollRow.opens_at))
    return [Poll(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]
