"""Photos of ideas in the database: they are few and small, and so they are in every backup."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.photo import Developed, Photo, Size
from services.ideas.storage.tables import PhotoRow

_ABOUT = (
    *(PhotoRow.photo_id, PhotoRow.idea_id, PhotoRow.description),
    *(PhotoRow.width, PhotoRow.height, PhotoRow.added_at),
)


async def add(session: AsyncSession, photo: Photo, developed: Developed) -> None:
    """Store the photo."""
    kept = {"large": developed.large, "small": developed.small}
    await session.execute(insert(PhotoRow).values(**asdict(photo), **kept))


async def of_idea(session: AsyncSession, idea_id: UUID) -> Sequence[Photo]:
    """The idea's photos in the order in which they came, without their bytes."""
    found = select(*_ABOUT).where(PhotoRow.idea_id == idea_id).order_by(PhotoRow.added_at, PhotoRow.photo_id)
    return [Photo(*row) for row in await session.execute(found)]


async def count(session: AsyncSession, idea_id: UUID) -> int:
    """How many photos the idea has."""
    counted = select(func.count()).select_from(PhotoRow).where(PhotoRow.idea_id == idea_id)
    return await session.scalar(counted) or 0


async def content(session: AsyncSession, idea_id: UUID, photo_id: UUID, size: Size) -> bytes | None:
    """The bytes of the photo; none if the idea has no such photo."""
    column = PhotoRow.large if size == "large" else PhotoRow.small
    return await session.scalar(select(column).where(PhotoRow.photo_id == photo_id, PhotoRow.idea_id == idea_id))


async def describe(session: AsyncSession, idea_id: UUID, photo_id: UUID, description: str) -> bool:
    """Store what the photo shows; whether the idea has it."""
    its = update(PhotoRow).where(PhotoRow.photo_id == photo_id, PhotoRow.idea_id == idea_id)
    described = its.values(description=description).returning(PhotoRow.photo_id)
    return await session.scalar(described) is not None


async def remove(session: AsyncSession, idea_id: UUID, photo_id: UUID) -> bool:
    """Take the photo away; whether the idea had it."""
    gone = delete(PhotoRow).where(PhotoRow.photo_id == photo_id, PhotoRow.idea_id == idea_id)
    return await session.scalar(gone.returning(PhotoRow.photo_id)) is not None


async def erase(session: AsyncSession, idea_ids: Collection[UUID]) -> None:
    """Erase all photos of the ideas."""
    await session.execute(delete(PhotoRow).where(PhotoRow.idea_id.in_(idea_ids)))
