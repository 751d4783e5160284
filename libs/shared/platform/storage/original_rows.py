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
    is_the_offices: Mapped[bool]
    taken_down_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    erase_on: Mapped[date] = mapped_column(Date, index=True)


async def keep_apart(table: type[OriginalColumns], session: AsyncSession, of: UUID, original: Original) -> None:
    """Keep the original of the thing."""
    words = {"title": original.words.title, "text": original.words.text, "place": original.words.where}
    when = {"taken_down_at": original.taken_down_at, "erase_on": original.erase_on}
    whose = {"is_the_offices": original.is_the_offices}
    await session.execute(insert(table).values(of=of, **words, **when, **whose))


async def originals_of(table: type[OriginalColumns], session: AsyncSession, of: UUID) -> list[Original]:
    """What was taken down of the thing and is not erased yet, oldest first."""
    rows = await session.scalars(select(table).where(table.of == of).order_by(table.id))
    return [_as_original(row) for row in rows]


def _as_original(row: OriginalColumns) -> Original:
    words = OwnWords(row.title, row.text, row.place)
    return Original(words, row.taken_down_at, row.erase_on, row.is_the_offices)


async def erase_due_from(
    table: type[OriginalColumns], session: AsyncSession, today: date
) -> Sequence[tuple[UUID, bool]]:
    """Erase what is due from the table; of which things, and whether it was the office's words about them."""
    due = delete(table).where(table.erase_on <= today).returning(table.of, table.is_the_offices)
    return [(of, is_the_offices) for of, is_the_offices in await session.execute(due)]
