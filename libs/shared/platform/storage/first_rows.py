"""How things were first written, kept beside them once the office corrected them: each service in one table of its own.

A row without words stands for what was taken down: nothing of that thing is kept again as its first words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Text, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.own_words import FirstWords, Original, OwnWords
from libs.shared.platform.storage.original_rows import OriginalColumns, keep_apart


class FirstColumns:
    """Everything that a table of first words holds."""

    of: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True, slots=True)
class FirstRows:
    """Where a service keeps how things were first written: the table, and that of what was taken down."""

    row: type[FirstColumns]
    original: type[OriginalColumns]

    async def keep(self, session: AsyncSession, of: UUID, words: OwnWords, at: datetime) -> None:
        """Keep the words as those in which it was first written, unless such are kept, or were taken down."""
        kept = insert(self.row).values(of=of, title=words.title, text=words.text, since=at)
        await session.execute(kept.on_conflict_do_nothing())

    async def get(self, session: AsyncSession, of: UUID) -> FirstWords | None:
        """How it was first written, if the office corrected it since, and that was not taken down."""
        its = select(self.row).where(self.row.of == of).execution_options(populate_existing=True)
        row = await session.scalar(its)
        return FirstWords(row.title, row.text) if row and row.title is not None and row.text is not None else None

    async def take_down(self, session: AsyncSession, of: UUID, at: datetime) -> None:
        """Show it never again: it is kept apart with what else was taken down, and erased when its time is over."""
        former = await self.get(session, of)
        nothing = {"title": None, "text": None, "since": at}
        taken = insert(self.row).values(of=of, **nothing)
        await session.execute(taken.on_conflict_do_update(index_elements=["of"], set_=nothing))
        if former is not None:
            words = OwnWords(former.title, former.text)
            await keep_apart(self.original, session, of, Original.taken_down(words, at))

    async def forget(self, session: AsyncSession, several: Collection[UUID]) -> None:
        """Keep nothing of these: whoever wrote them says something else now, or all is erased."""
        await session.execute(delete(self.row).where(self.row.of.in_(several)))
