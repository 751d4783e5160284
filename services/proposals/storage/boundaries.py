"""Boundaries of areas, as ideas announced them: apart from their round, which is read far more often."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.boundary import Boundaries, read_polygons
from services.proposals.storage.tables import RoundRow


async def of_round(session: AsyncSession, round_id: UUID) -> Boundaries:
    """The boundaries of the round's areas, as far as they are drawn."""
    stored = await session.scalar(select(RoundRow.boundaries).where(RoundRow.round_id == round_id))
    return {UUID(area_id): read_polygons(polygons) for area_id, polygons in (stored or {}).items()}


async def keep(session: AsyncSession, round_id: UUID, drawn: Boundaries) -> None:
    """Store these, and no others, of the round."""
    stored = {str(area_id): boundary.polygons for area_id, boundary in drawn.items()}
    await session.execute(update(RoundRow).where(RoundRow.round_id == round_id).values(boundaries=stored))
