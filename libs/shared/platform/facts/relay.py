"""The relay (outbox publisher): gives journal rows their gapless position, and publishes them in that order."""

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy import BigInteger, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts import epochs, journal
from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.facts.journal import APPENDED, POSITIONED, PlatformTable
from libs.shared.platform.running import attendance, retrying
from libs.shared.platform.storage.database import Database

log = structlog.get_logger()

_BATCH = 1000
_LOOK_AGAIN = timedelta(seconds=1)
_LOOK_UNASKED = timedelta(seconds=5)
_CHECK_FOR_LOSS_EVERY_S = 60.0
# Any number does; it is the relay's own among the advisory locks of its database.
_RELAY_LOCK = 7_301_001

# Sequences commit out of order: a reader of "sequence > last" would skip rows. Whoever is seen here has committed.
_GIVE_POSITIONS = text("""
    with mark as (select positioned_through as at from relay_mark),
    waiting as (select sequence from journal where position is null order by sequence limit :batch),
    ranked as (select sequence, row_number() over (order by sequence) as rank from waiting),
    given as (
        update journal set position = mark.at + ranked.rank from ranked, mark
        where journal.sequence = ranked.sequence returning position
    ),
    counted as (select count(*) as given from given)
    update relay_mark set positioned_through = positioned_through + counted.given
    from counted where counted.given > 0 returning counted.given, pg_notify(:channel, '')
""")


class RelayMark(PlatformTable):
    """How far the relay has come; one row."""

    __tablename__ = "relay_mark"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    positioned_through: Mapped[int] = mapped_column(BigInteger, default=0)
    published_through: Mapped[int] = mapped_column(BigInteger, default=0)


class Publisher(Protocol):
    """Where a relay publishes to, if its service's feed is not enough."""

    async def count_stored(self) -> int:
        """How many events are stored there now, doubles included; none if all was lost."""
        ...

    async def publish(self, envelopes: Sequence[Envelope]) -> None:
        """Return once all of them are safely stored there, in this order for each key."""
        ...

    async def aclose(self) -> None:
        """Disconnect."""
        ...


class Relay:
    """One service's relay. Several may run; an advisory lock lets one of them work."""

    def __init__(
        self,
        service: str,
        database: Database,
        doorbell: Doorbell,
        publisher: Publisher | None = None,
        source: str | None = None,
    ) -> None:
        """
        Args:
            source: What published events say of whose they are; see ``Settings.source_of``.
        """
        self.name = f"{service}.relay"
        self._source, self._database, self._doorbell, self._publisher = source, database, doorbell, publisher
        self._check_for_loss_at = 0.0

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            await retrying.forever(self._work_while_holding_the_lock, what=self.name)
        finally:
            if self._publisher is not None:
                await self._publisher.aclose()

    async def _work_while_holding_the_lock(self) -> None:
        async with self._database.engine.connect() as connection:
            lock = await connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                while not await lock.scalar(text("select pg_try_advisory_lock(:key)"), {"key": _RELAY_LOCK}):
                    await self._doorbell.wait(APPENDED, self._doorbell.rings(APPENDED), _LOOK_AGAIN)
                self._check_for_loss_at = 0.0
                await self._settle()
                await self._work(lock)
            finally:
                # Closing the session gives back the lock, whatever state the session is in.
                await connection.invalidate()

    async def _work(self, lock: AsyncConnection) -> None:
        while True:
            rings = self._doorbell.rings(APPENDED)
            # Asking on the lock's own connection proves that the lock is still held.
            positioned = await self._give_positions(lock)
            published = await self._publish()
            attendance.present()
            if positioned < _BATCH and published < _BATCH:
                await self._doorbell.wait(APPENDED, rings, _LOOK_AGAIN if self._doorbell.is_silent else _LOOK_UNASKED)

    async def _settle(self) -> None:
        # Whichever database this is now, positions that it has given before may have been given elsewhere, too.
        async with self._database.transaction(is_shown=False) as tx:
            await epochs.settle(tx.session)

    async def _give_positions(self, lock: AsyncConnection) -> int:
        return int(await lock.scalar(_GIVE_POSITIONS, {"batch": _BATCH, "channel": POSITIONED}) or 0)

    async def _publish(self) -> int:
        if self._publisher is None:
            return 0
        await self._refill_if_lost(self._publisher)
        async with self._database.looking() as session:
            published = await _published_through(session)
            waiting = await journal.read_after(session, self._source, published, _BATCH)
        if not waiting:
            return 0
        await self._publisher.publish(waiting)
        # Killed between these two lines, the batch is published again: listeners know the positions and shrug.
        await self._mark_published(waiting[-1].position, since=published)
        return len(waiting)

    async def _refill_if_lost(self, publisher: Publisher) -> None:
        if time.monotonic() < self._check_for_loss_at:
            return
        stored = await publisher.count_stored()
        self._check_for_loss_at = time.monotonic() + _CHECK_FOR_LOSS_EVERY_S
        async with self._database.looking() as session:
            published = await _published_through(session)
        if stored < published:
            log.warning("events were lost and are published again", relay=self.name, stored=stored, published=published)
            await self._mark_published(0, since=published)

    async def _mark_published(self, position: int, since: int) -> None:
        # Unless somebody has meanwhile wanted it published anew: see announce_anew.
        is_as_before = RelayMark.published_through == since
        async with self._database.transaction(is_shown=False) as tx:
            await tx.session.execute(update(RelayMark).where(is_as_before).values(published_through=position))


async def stop_giving_positions(session: AsyncSession) -> int:
    """The highest position given; none is given until the session's transaction ends."""
    return await session.scalar(select(RelayMark.positioned_through).with_for_update()) or 0


async def announce_anew(session: AsyncSession, after: int) -> None:
    """Let what stands behind the position be published once more, under the epoch of now."""
    mark = update(RelayMark).where(RelayMark.published_through > after)
    await session.execute(mark.values(published_through=after))


async def unpublished(session: AsyncSession) -> int:
    """How many events have a position and were not published yet."""
    return await session.scalar(select(RelayMark.positioned_through - RelayMark.published_through)) or 0


async def _published_through(session: AsyncSession) -> int:
    return await session.scalar(select(RelayMark.published_through)) or 0
