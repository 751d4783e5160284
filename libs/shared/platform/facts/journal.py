"""The journal, a transactional outbox that is kept: every fact is appended in the transaction that made it so.

Nothing of it changes, but for words that are taken down (retelling.py). It is the outbox, the source of the HTTP feed,
and what Kafka is refilled from.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Index, Text, Uuid, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.shared.events.addresses import schema_of
from libs.shared.events.envelope import Envelope, Event
from libs.shared.kernel.ids import new_id
from libs.shared.platform.watching import tracing

APPENDED = "journal_appended"
POSITIONED = "journal_positioned"


class PlatformTable(DeclarativeBase):
    """The tables that each service's database has besides its own."""


class JournalRow(PlatformTable):
    """One event; the relay gives it its position."""

    __tablename__ = "journal"

    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    position: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    event_id: Mapped[UUID]
    type: Mapped[str] = mapped_column(Text)
    subject: Mapped[UUID]
    data: Mapped[dict[str, object]] = mapped_column(JSONB)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())
    traceparent: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("journal_waiting", "sequence", postgresql_where=text("position is null")),
        Index("journal_events", "event_id"),
    )


# One statement for any number of events: a round trip is most of what a cast ballot pays for its announcement.
_APPEND = text("""
    with written as (
        insert into journal (event_id, type, subject, data, traceparent)
        select event_id, type, subject, data::jsonb, cast(:traceparent as text)
        from unnest(cast(:ids as uuid[]), cast(:types as text[]), cast(:subjects as uuid[]), cast(:data as text[]))
        with ordinality as event (event_id, type, subject, data, place) order by place
    )
    select pg_notify(:channel, '')
""")


async def append(session: AsyncSession, events: Sequence[Event]) -> None:
    """Write the events into the journal as part of the session's transaction, and wake the relay at its commit."""
    if not events:
        return
    # What the session still holds back comes first, so that a broken rule of a table is told as one.
    await session.flush()
    columns = {
        "ids": [new_id() for _ in events],
        "types": [event.type for event in events],
        "subjects": [event.key for event in events],
        "data": [event.model_dump_json() for event in events],
        "traceparent": tracing.traceparent(),
    }
    await session.execute(_APPEND, columns | {"channel": APPENDED})


# An event belongs to the latest of the epochs that began before it.
_EPOCH_OF_IT = "(select epoch from journal_epochs where after < position order by number desc limit 1)"
_EPOCH = literal_column(_EPOCH_OF_IT, Uuid).label("epoch")
# That is the latest of all, for all events behind a position behind which none began: hardly ever is one looked up.
_EPOCH_OF_ALL = """
    (select epoch from (select epoch, after from journal_epochs order by number desc limit 1) as latest
    where after <= :position)
"""
# Where nobody has named the installation, its journal has a name all the same: no other journal has this first epoch.
_FIRST = "(select epoch from journal_epochs order by number limit 1)"
_NAMELESS = f"'urn:uuid:' || coalesce({_FIRST}, '{UUID(int=0)}')"

# Most have none, and an attribute without a value is not CloudEvents'.
_ITS_TRACE = "coalesce(', \"traceparent\": ' || to_json(traceparent)::text, '')"
_WHEN = """to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""

# Put together by hand: json_build_object takes three times as long for the same. Ids, types and positions hold no sign
# that JSON would escape; whatever else somebody might name is written as JSON first.
_ENCODED = text(f"""
    select '{{"specversion": "1.0", "id": "' || event_id || '", "source": ' || named.source
    || ', "type": "' || type || '", "subject": "' || subject || '", "time": "' || {_WHEN}
    || '", "datacontenttype": "application/json", "dataschema": "{schema_of("' || type || '")}'
    || '", "partitionkey": "' || subject || '", "position": ' || position
    || ', "epoch": ' || coalesce('"' || coalesce(named.epoch, {_EPOCH_OF_IT}) || '"', 'null')
    || ', "data": ' || data || {_ITS_TRACE} || '}}'
    from journal, (
        select to_json(coalesce(cast(:source as text), {_NAMELESS}))::text as source, {_EPOCH_OF_ALL} as epoch
    ) as named
    where position > :position and (cast(:types as text[]) is null or type = any(cast(:types as text[])))
    and (cast(:subject as uuid) is null or subject = cast(:subject as uuid))
    order by position limit :limit
""")  # noqa: S608 - nothing of anybody's is in it


async def read_after(session: AsyncSession, source: str | None, position: int, at_most: int) -> list[Envelope]:
    """The journal's events behind the position, in order.

    Args:
        source: What they say of whose they are; none: the journal's own name (decision 40).
    """
    found = await session.execute(
        select(
            JournalRow.event_id,
            JournalRow.type,
            JournalRow.subject,
            JournalRow.recorded_at,
            JournalRow.position,
            JournalRow.data,
            JournalRow.traceparent,
            _EPOCH,
            literal_column(_NAMELESS, Text).label("name"),
        )
        .where(JournalRow.position > position)
        .order_by(JournalRow.position)
        .limit(at_most)
    )
    return [_as_envelope(row, source) for row in found]


async def read_encoded_after(
    session: AsyncSession,
    source: str | None,
    position: int,
    at_most: int,
    types: Collection[str] | None = None,
    subject: UUID | None = None,
) -> list[str]:
    """The same events as CloudEvents JSON, each as ``Envelope.encode`` would give it but for spaces.

    PostgreSQL writes them: a feed answers three times as many in the same time as through the models.

    Args:
        types: Only events of these; none: of all.
        subject: Only events about it; none: about all.
    """
    asked = {"source": source, "position": position, "limit": at_most, "subject": subject}
    return list(await session.scalars(_ENCODED, asked | {"types": None if types is None else [*types]}))


async def ids_at(session: AsyncSession, positions: Collection[int]) -> dict[int, UUID]:
    """Which events stand at the positions."""
    found = await session.execute(
        select(JournalRow.position, JournalRow.event_id).where(JournalRow.position.in_(positions))
    )
    return {row.position: row.event_id for row in found}


async def recorded_at(session: AsyncSession, position: int) -> datetime | None:
    """When the event at the position was written down; none if none stands there."""
    return await session.scalar(select(JournalRow.recorded_at).where(JournalRow.position == position))


async def known_ids(session: AsyncSession, ids: Collection[UUID]) -> set[UUID]:
    """Which of the events the journal has, wherever they stand."""
    return set(await session.scalars(select(JournalRow.event_id).where(JournalRow.event_id.in_(ids))))


async def head(session: AsyncSession) -> int:
    """The highest position given so far; 0 for an empty journal."""
    return await session.scalar(select(func.max(JournalRow.position))) or 0


async def oldest_waiting_s(session: AsyncSession) -> float:
    """For how long the oldest event waits for its position, in seconds; 0 if none waits."""
    since = select(func.min(JournalRow.recorded_at)).where(JournalRow.position.is_(None)).scalar_subquery()
    waits = await session.scalar(select(func.extract("epoch", func.clock_timestamp() - since)))
    return max(0.0, float(waits or 0))


def _as_envelope(row: Any, source: str | None) -> Envelope:
    # The row was checked when it was written; checking it again on every read would cost a third of a feed's time.
    return Envelope.model_construct(
        id=row.event_id,
        source=source or row.name,
        type=row.type,
        subject=str(row.subject),
        time=row.recorded_at,
        dataschema=schema_of(row.type),
        partitionkey=str(row.subject),
        position=row.position,
        epoch=row.epoch,
        traceparent=row.traceparent,
        data=row.data,
    )
