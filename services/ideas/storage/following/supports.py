"""Who supports ideas, in the database: marks, and how many there are."""

from collections.abc import Collection
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


async def take_back(session: AsyncSession, idea_ids: Collection[UUID], marks: Collection[bytes]) -> None:
    """Whoever has the marks supports none of the ideas any more."""
    await session.execute(delete(SupportRow).where(SupportRow.idea_id.in_(idea_ids), SupportRow.mark.in_(marks)))


async def count(session: AsyncSession, idea_ids: Collection[UUID]) -> int:
    """How many support one of the ideas at least: a mark counts once."""
    marks = select(func.count(SupportRow.mark.distinct())).where(SupportRow.idea_id.in_(idea_ids))
    return await session.scalar(marks) or 0


async def has_any(session: AsyncSession, idea_ids: Collection[UUID], marks: Collection[bytes]) -> bool:
    """Whether one of the ideas is supported under one of the marks."""
    found = select(SupportRow.mark).where(SupportRow.idea_id.in_(idea_ids), SupportRow.mark.in_(marks))
    return await session.scalar(found.limit(1)) is not None
