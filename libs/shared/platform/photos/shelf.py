"""Photos in the database: they are few and small, and so they are in every backup."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.photos.photo import Developed, Photo, Size


class PhotoColumns:
    """The columns of a table of photos, as JPEG in two sizes. What each is of is a column of the table's own."""

    photo_id: Mapped[UUID] = mapped_column(primary_key=True)
    description: Mapped[str | None]
    width: Mapped[int]
    height: Mapped[int]
    added_at: Mapped[datetime]
    large: Mapped[bytes]
    small: Mapped[bytes]


class PicturedColumns:
    """What a table holds of things that have photos: when theirs were last changed, by the database's clock.

    It is one of the facts of the thing, so that whoever decides by what they saw is told of a photo that came since.
    """

    photos_changed_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a service keeps photos: the table, its column that says what a photo is of, and the table of those."""

    row: type[PhotoColumns]
    owner: str
    pictured: type[PicturedColumns]

    async def add(self, session: AsyncSession, photo: Photo, developed: Developed) -> None:
        """Store the photo."""
        about = {"photo_id": photo.photo_id, self.owner: photo.of, "description": photo.description}
        size = {"width": photo.width, "height": photo.height, "added_at": photo.added_at}
        kept = {"large": developed.large, "small": developed.small}
        await session.execute(insert(self.row).values(**about, **size, **kept))
        await self._note_change(session, photo.of)

    async def photos_of(self, session: AsyncSession, of: UUID) -> Sequence[Photo]:
        """The photos of one thing in the order in which they came, without their bytes."""
        row = self.row
        about = (row.photo_id, self._of, row.description, row.width, row.height, row.added_at)
        found = select(*about).where(self._of == of).order_by(row.added_at, row.photo_id)
        return [Photo(*one) for one in await session.execute(found)]

    async def count(self, session: AsyncSession, of: UUID) -> int:
        """How many photos there are of one thing."""
        return await session.scalar(select(func.count()).select_from(self.row).where(self._of == of)) or 0

    async def content(self, session: AsyncSession, of: UUID, photo_id: UUID, size: Size) -> bytes | None:
        """The bytes of the photo; none if there is no such photo of this."""
        column = self.row.large if size == "large" else self.row.small
        return await session.scalar(select(column).where(self.row.photo_id == photo_id, self._of == of))

    async def describe(self, session: AsyncSession, of: UUID, photo_id: UUID, description: str) -> bool:
        """Store what the photo shows; whether there is one of this."""
        await self._note_change(session, of)
        its = update(self.row).where(self.row.photo_id == photo_id, self._of == of)
        described = its.values(description=description).returning(self.row.photo_id)
        return await session.scalar(described) is not None

    async def remove(self, session: AsyncSession, of: UUID, photo_id: UUID) -> bool:
        """Take the photo away; whether there was one of this."""
        await self._note_change(session, of)
        gone = delete(self.row).where(self.row.photo_id == photo_id, self._of == of)
        return await session.scalar(gone.returning(self.row.photo_id)) is not None

    async def erase(self, session: AsyncSession, several: Collection[UUID]) -> None:
        """Erase all photos of these things."""
        await session.execute(delete(self.row).where(self._of.in_(several)))

    async def _note_change(self, session: AsyncSession, of: UUID) -> None:
        its = update(self.pictured).where(getattr(self.pictured, self.owner) == of)
        await session.execute(its.values(photos_changed_at=func.clock_timestamp()))

    @property
    def _of(self) -> Any:
        return getattr(self.row, self.owner)
