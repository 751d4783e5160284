"""Tellings in the database: each service that tells people keeps theirs in one table of its own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.telling import Telling, TellingIsNotWaiting
from libs.shared.platform.storage.contact_rows import ContactColumns


class TellingColumns:
    """What a table of tellings holds besides whom they are for."""

    telling_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text, default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]


class AddressedColumns(TellingColumns):
    """The same, with what each is about: the thing's number and page, and the language of whom it is for."""

    number: Mapped[str] = mapped_column(Text)
    page: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)


def waits(table: type[TellingColumns]) -> ColumnElement[bool]:
    """Whether a telling is still to be told."""
    return table.state == "waiting"


def goes_by_mail(table: type[TellingColumns], contacts: type[ContactColumns]) -> ColumnElement[bool]:
    """Whether a telling is the mail server's to bring, not staff's."""
    return and_(contacts.kind == "email", table.next_attempt_at.is_not(None))


async def finish(
    table: type[TellingColumns], session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None
) -> None:
    """Mark it as sent, or as done by a person.

    Raises:
        TellingIsNotWaiting: if it does not wait.
    """
    state = "sent" if done_by is None else "done"
    done = update(table).where(table.telling_id == telling_id, waits(table)).returning(table.telling_id)
    if await session.scalar(done.values(state=state, done_at=now, done_by=done_by, trouble=None)) is None:
        raise TellingIsNotWaiting(telling_id)


async def say_otherwise(
    table: type[TellingColumns], session: AsyncSession, of: ColumnElement[bool], before: str, after: str
) -> None:
    """Replace words in what is told, and was: nobody is told what was taken down meanwhile."""
    said = update(table).where(of, table.text.contains(before, autoescape=True))
    await session.execute(said.values(text=func.replace(table.text, before, after)))


async def postpone(
    table: type[TellingColumns], session: AsyncSession, telling: Telling, until: datetime | None, trouble: str
) -> None:
    """Note a failed attempt; without a next time it is staff's to tell."""
    values = {"attempts": telling.attempts + 1, "next_attempt_at": until, "trouble": trouble}
    await session.execute(update(table).where(table.telling_id == telling.telling_id).values(values))
