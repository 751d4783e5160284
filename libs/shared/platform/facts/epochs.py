"""Epochs of a journal: it keeps one as long as its positions only grow, and begins another when it was put back.

A journal that was put back to an older state gives the same positions once more, to other facts. Whoever goes by
positions alone would take the new facts for those that it has heard. The epoch tells them apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, DateTime, Identity, Text, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.journal import PlatformTable

_SETTLING = 7_301_007
# Which database of which server, and on which line of its history: a dump that was loaded, a copy, a replica that took
# over and a recovery to an earlier moment all lie elsewhere. https://www.postgresql.org/docs/current/continuous-archiving.html
_PLACE = """
    (select system_identifier from pg_control_system())::text
    || '/' || (select oid from pg_database where datname = current_database())
    || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
"""
_SETTLE = text(f"""
    insert into journal_epochs (epoch, after, place)
    select gen_random_uuid(), positioned_through, {_PLACE} from relay_mark
    where {_PLACE} is distinct from (select place from journal_epochs order by number desc limit 1)
""")  # noqa: S608 - nothing of anybody's is in it
_TAKE_TURNS = text("select pg_advisory_xact_lock(:key)")


class JournalEpoch(PlatformTable):
    """One epoch: events behind ``after`` belong to it, up to where a later one begins.

    ``stood_at`` is the moment that the journal was put back to, if facts are known to have been lost.
    """

    __tablename__ = "journal_epochs"

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    epoch: Mapped[UUID]
    after: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(Text)
    began_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.clock_timestamp())
    stood_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch and the position behind which it began."""

    epoch: UUID
    after: int


@dataclass(frozen=True, slots=True)
class LostTime:
    """What was done from one moment to the other is not known any more: the platform was put back."""

    stood_at: datetime
    began_at: datetime


async def settle(session: AsyncSession | AsyncConnection) -> None:
    """Begin an epoch unless the journal still lies where its latest one began.

    To be called before any position is given, and committed.
    """
    await session.execute(_TAKE_TURNS, {"key": _SETTLING})
    await session.execute(_SETTLE)


async def begin(session: AsyncSession, after: int, stood_at: datetime | None) -> None:
    """Begin an epoch behind the position. The caller sees to it that no position is given meanwhile."""
    await session.execute(_TAKE_TURNS, {"key": _SETTLING})
    here = await session.scalar(text(f"select {_PLACE}"))
    values = {"epoch": uuid4(), "after": after, "place": here, "stood_at": stood_at}
    await session.execute(insert(JournalEpoch).values(values))


async def date(session: AsyncSession, epoch: UUID, stood_at: datetime) -> None:
    """Say since when facts are lost, if nobody has said so of the epoch."""
    undated = update(JournalEpoch).where(JournalEpoch.epoch == epoch, JournalEpoch.stood_at.is_(None))
    await session.execute(undated.values(stood_at=func.least(stood_at, JournalEpoch.began_at)))


async def history(session: AsyncSession) -> Sequence[Epoch]:
    """All epochs, the first one first; none before the journal has been settled."""
    found = await session.execute(select(JournalEpoch.epoch, JournalEpoch.after).order_by(JournalEpoch.number))
    return [Epoch(row.epoch, row.after) for row in found]


async def lost_times(session: AsyncSession) -> Sequence[LostTime]:
    """The times of which the journal is known to have lost facts, the latest one first."""
    found = await session.execute(
        select(JournalEpoch.stood_at, JournalEpoch.began_at)
        .where(JournalEpoch.stood_at.is_not(None))
        .order_by(JournalEpoch.number.desc())
    )
    return [LostTime(row.stood_at, row.began_at) for row in found]


async def count(session: AsyncSession) -> int:
    """How many epochs there have been."""
    return await session.scalar(select(func.count()).select_from(JournalEpoch)) or 0
