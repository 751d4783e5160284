"""Who supports ideas, in the database: marks, and how many there are."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.storage.following.tables import SupportRow


async def add(session: AsyncSession, idea_id: UUID, mark: bytes, at: datetime) -> bool:
    """Note the support; whether it is a new one."""
    new = insert(SupportRow).values(idea_id=idea_id, mark=mark, supported_at=at).on_conflict_do_nothing()
    return await session.scalar(new.returning(SupportRow.idea_id)) is not None


async def take_back(session: AsyncSession, idea_id: UUID, mark: bytes) -> None:
    """Whoever has the mark does not support the idea any more."""
    await session.execute(delete(SupportRow).where(SupportRow.idea_id == idea_id, SupportRow.mark == mark))


async def count(session: AsyncSession, idea_id: UUID) -> int:
    """How many support the idea."""
    return await session.scalar(select(func.count()).select_from(SupportRow).where(SupportRow.idea_id == idea_id)) or 0
