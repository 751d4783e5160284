"""The facts that a service has acted on, by their ids: so that none takes effect again, wherever it may stand later.

Positions tell that as long as journals only grow. One that was put back gives its facts other positions. Only those
that the service acts on are kept, which are few; a view is built anew instead.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Text, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.journal import PlatformTable


class HeardFact(PlatformTable):
    """One fact that the listener has acted on."""

    __tablename__ = "heard_facts"

    listener: Mapped[str] = mapped_column(Text, primary_key=True)
    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(BigInteger)
    type: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    heard_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())


async def keep(session: AsyncSession, listener: str, source: str, envelopes: Sequence[Envelope]) -> set[UUID]:
    """Write the service's facts down; which of them were not there yet."""
    if not envelopes:
        return set()
    rows = [
        {
            "listener": listener,
            "event_id": one.id,
            "source": source,
            "position": one.position,
            "type": one.type,
            "subject": one.subject,
        }
        for one in envelopes
    ]
    kept = insert(HeardFact).values(rows).on_conflict_do_nothing().returning(HeardFact.event_id)
    return set(await session.scalars(kept))


async def behind(session: AsyncSession, listener: str, source: str, position: int) -> Sequence[HeardFact]:
    """What the listener has acted on of the source behind the position, in order."""
    found = await session.scalars(
        select(HeardFact)
        .where(HeardFact.listener == listener, HeardFact.source == source, HeardFact.position > position)
        .order_by(HeardFact.position)
    )
    return found.all()
