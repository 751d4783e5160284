"""Events that a listener could not apply: kept with the reason, to be replayed by staff."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Identity, Text, UniqueConstraint, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Envelope, Event, EventIsUnreadable, read
from libs.shared.events.words import TAKEN_DOWN
from libs.shared.kernel.errors import DomainError
from libs.shared.platform.facts.journal import PlatformTable
from libs.shared.platform.streams.stream import Delivery


class NoSuchDeadLetter(DomainError):
    """No dead letter of that number waits."""

    code = "no-such-dead-letter"


class DeadLetter(PlatformTable):
    """One event that was set aside."""

    __tablename__ = "dead_letters"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    listener: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    set_aside_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())
    replayed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (UniqueConstraint("listener", "source", "place"),)


async def set_aside(session: AsyncSession, listener: str, source: str, delivery: Delivery, reason: str) -> None:
    """Keep the delivery with the reason; a second time changes nothing."""
    await session.execute(
        insert(DeadLetter)
        .values(listener=listener, source=source, place=delivery.place, reason=reason, body=delivery.text())
        .on_conflict_do_nothing()
    )


async def retell(session: AsyncSession, source: str, envelopes: Sequence[Envelope]) -> None:
    """Let letters say what the source's events say now, if one of these replaces words of theirs (decision 23)."""
    for envelope in envelopes:
        model = CATALOGUE.get(envelope.type)
        if model is not None and model.rewords:
            with suppress(EventIsUnreadable):
                await _retell(session, source, envelope.subject, read(envelope, model))


async def _retell(session: AsyncSession, source: str, subject: str, news: Event) -> None:
    about = select(DeadLetter).where(DeadLetter.source == source, DeadLetter.body.contains(subject))
    for letter in await session.scalars(about.with_for_update()):
        letter.body = _retold(letter.body, subject, news)
    await session.flush()


def _retold(body: str, subject: str, news: Event) -> str:
    try:
        told = Envelope.decode(body)
    except EventIsUnreadable:
        # Nobody can say where in it the words are, and replayed it could not be.
        return TAKEN_DOWN
    if told.subject != subject or not isinstance(told.data, dict):
        return body
    return told.model_copy(update={"data": news.retell(told.id, told.data)}).encode().decode()


async def count_waiting(session: AsyncSession, listener: str) -> int:
    """How many of the listener's dead letters nobody has replayed."""
    waiting = select(func.count()).where(DeadLetter.listener == listener, DeadLetter.replayed_at.is_(None))
    return await session.scalar(waiting) or 0


async def count_by_listener(session: AsyncSession) -> dict[str, int]:
    """How many wait, by listener; 0 where all were replayed."""
    waiting = func.count().filter(DeadLetter.replayed_at.is_(None))
    found = await session.execute(select(DeadLetter.listener, waiting).group_by(DeadLetter.listener))
    return dict(found.all())


async def waiting(session: AsyncSession) -> Sequence[DeadLetter]:
    """All that wait, oldest first."""
    found = await session.scalars(
        select(DeadLetter).where(DeadLetter.replayed_at.is_(None)).order_by(DeadLetter.id).limit(500)
    )
    return found.all()


async def take(session: AsyncSession, number: int) -> DeadLetter:
    """The waiting letter, locked and marked as replayed in this transaction.

    Raises:
        NoSuchDeadLetter: if none of that number waits.
    """
    found = await session.scalar(
        select(DeadLetter).where(DeadLetter.id == number, DeadLetter.replayed_at.is_(None)).with_for_update()
    )
    if found is None:
        raise NoSuchDeadLetter(f"no dead letter {number} waits")
    await session.execute(update(DeadLetter).where(DeadLetter.id == number).values(replayed_at=func.clock_timestamp()))
    return found
