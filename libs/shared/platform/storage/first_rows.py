"""How things were first written, kept beside them once the office corrected them: each service in one table of its own.

A row without words stands for what was taken down: nothing of that thing is kept again as its first words.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Text, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.own_words import FirstWords, OwnWords


class FirstColumns:
    """Everything that a table of first words holds."""

    of: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))


async def keep_first(table: type[FirstColumns], session: AsyncSession, of: UUID, words: OwnWords, at: datetime) -> None:
    """Keep the words as those in which the thing was first written, unless such are kept, or were taken down."""
    kept = insert(table).values(of=of, title=words.title, text=words.text, since=at)
    await session.execute(kept.on_conflict_do_nothing())


async def first_words_of(table: type[FirstColumns], session: AsyncSession, of: UUID) -> FirstWords | None:
    """How the thing was first written, if that is kept."""
    row = await session.scalar(select(table).where(table.of == of).execution_options(populate_existing=True))
    return FirstWords(row.title, row.text) if row and row.title is not None and row.text is not None else None


async def take_first_down(
    table: type[FirstColumns], session: AsyncSession, of: UUID, at: datetime
) -> FirstWords | None:
    """What was kept of the thing, which is kept here no more, and never again."""
    former = await first_words_of(table, session, of)
    nothing = {"title": None, "text": None, "since": at}
    taken = insert(table).values(of=of, **nothing)
    await session.execute(taken.on_conflict_do_update(index_elements=["of"], set_=nothing))
    return former


async def forget_first(table: type[FirstColumns], session: AsyncSession, of: Collection[UUID]) -> None:
    """Keep nothing of the things: others are their first words from now on."""
    await session.execute(delete(table).where(table.of.in_(of)))
