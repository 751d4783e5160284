"""Words that were taken down, kept apart: each service in one table of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, Identity, Text, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.own_words import Original, OwnWords


class OriginalColumns:
    """Everything that a table of originals holds."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    of: Mapped[UUID] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    taken_down_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    erase_on: Mapped[date] = mapped_column(Date, index=True)


async def keep_apart(table: type[OriginalColumns], session: AsyncSession, of: UUID, original: Original) -> None:
    """Keep the original of the thing."""
    words = {"title": original.words.title, "text": original.words.text, "place": original.words.place}
    when = {"taken_down_at": original.taken_down_at, "erase_on": original.erase_on}
    await session.execute(insert(table).values(of=of, **words, **when))


async def originals_of(table: type[OriginalColumns], session: AsyncSession, of: UUID) -> list[Original]:
    """What was taken down of the thing and is not erased yet, oldest first."""
    rows = await session.scalars(select(table).where(table.of == of).order_by(table.id))
    return [Original(OwnWords(row.title, row.text, row.place), row.taken_down_at, row.erase_on) for row in rows]


async def erase_due_from(table: type[OriginalColumns], session: AsyncSession, today: date) -> Sequence[UUID]:
    """Erase what is due from the table; of which things."""
    return (await session.scalars(delete(table).where(table.erase_on <= today).returning(table.of))).all()
