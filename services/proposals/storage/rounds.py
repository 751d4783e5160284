"""Rounds, as ideas announced them."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.proposals.domain.errors import RoundIsNotKnown
from services.proposals.domain.round import Round
from services.proposals.storage.tables import RoundRow


async def keep(session: AsyncSession, announced: Round) -> None:
    """Store the round; what was known of it is replaced."""
    values = asdict(announced)
    row = insert(RoundRow).values(values)
    await session.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=values))


async def get(session: AsyncSession, round_id: UUID) -> Round:
    """The round.

    Raises:
        RoundIsNotKnown: if there is none, or the news of it has not come.
    """
    row = await session.get(RoundRow, round_id)
    if row is None:
        raise RoundIsNotKnown(round_id)
    return Round(
        row.round_id, row.currency, row.hourly_value_cents, tuple(row.fund_ids), tuple(row.area_ids), row.ends_on
    )
