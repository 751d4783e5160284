"""How far each listener has come in each source: one row per partition instead of one per event."""

from sqlalchemy import BigInteger, Text, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.journal import PlatformTable


class ListenerPosition(PlatformTable):
    """The highest position that the listener has applied of the source's partition."""

    __tablename__ = "listener_positions"

    listener: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    partition: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)


async def lock(session: AsyncSession, listener: str, source: str, partition: int) -> int:
    """The position reached; its row stays locked until the transaction ends."""
    await session.execute(
        insert(ListenerPosition)
        .values(listener=listener, source=source, partition=partition, position=0)
        .on_conflict_do_nothing()
    )
    found = await session.scalar(
        select(ListenerPosition.position)
        .where(
            ListenerPosition.listener == listener,
            ListenerPosition.source == source,
            ListenerPosition.partition == partition,
        )
        .with_for_update()
    )
    return found or 0


async def advance(session: AsyncSession, listener: str, source: str, partition: int, position: int) -> None:
    """Move the row, which the caller has locked, to the position; never backwards."""
    await session.execute(
        update(ListenerPosition)
        .where(
            ListenerPosition.listener == listener,
            ListenerPosition.source == source,
            ListenerPosition.partition == partition,
            ListenerPosition.position < position,
        )
        .values(position=position)
    )


async def of_listener(session: AsyncSession, listener: str) -> dict[str, int]:
    """The highest position reached by source."""
    found = await session.execute(
        select(ListenerPosition.source, ListenerPosition.position)
        .where(ListenerPosition.listener == listener)
        .order_by(ListenerPosition.position)
    )
    return dict(found.tuples().all())


async def forget(session: AsyncSession, listener: str) -> None:
    """Remove what is known of a listener that is no more."""
    rows = ListenerPosition.__table__.delete().where(ListenerPosition.listener == listener)  # type: ignore[attr-defined]
    await session.execute(rows)
