"""How far each listener (consumer) has come in each source, idempotently: one row per lane, not one per event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Text, delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.bookmarks import Bookmark
from libs.shared.platform.facts.journal import PlatformTable


class ListenerPosition(PlatformTable):
    """The highest position that the listener has applied of the source's lane, and which event that was."""

    __tablename__ = "listener_positions"

    listener: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    lane: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[UUID | None]
    epoch: Mapped[UUID | None]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a lane was heard. The ids are none where nobody wrote them down."""

    position: int
    event_id: UUID | None = None
    epoch: UUID | None = None


# In order of lanes, so that twins wait for each other and never in a circle.
_LOCK = text("""
    insert into listener_positions (listener, source, lane, position)
    select :listener, :source, lane, 0 from unnest(cast(:lanes as int[])) as lane order by lane
    on conflict (listener, source, lane) do update set position = listener_positions.position
    returning lane, position
""")

_ADVANCE = text("""
    update listener_positions set position = reached.position, event_id = reached.event_id, epoch = reached.epoch
    from unnest(cast(:lanes as int[]), cast(:positions as bigint[]), cast(:events as uuid[]), cast(:epochs as uuid[]))
    as reached (lane, position, event_id, epoch)
    where listener = :listener and source = :source and listener_positions.lane = reached.lane
      and listener_positions.position < reached.position
""")


async def lock(session: AsyncSession, listener: str, source: str, lanes: Iterable[int]) -> dict[int, int]:
    """The positions reached by lane; their rows stay locked until the transaction ends."""
    found = await session.execute(_LOCK, {"listener": listener, "source": source, "lanes": sorted({*lanes})})
    return dict(found.all())


async def advance(session: AsyncSession, listener: str, source: str, reached: Mapping[int, Reached]) -> None:
    """Move the lanes, which the caller has locked, to the positions; never backwards."""
    values = {
        "lanes": list(reached.keys()),
        "positions": [lane.position for lane in reached.values()],
        "events": [lane.event_id for lane in reached.values()],
        "epochs": [lane.epoch for lane in reached.values()],
    }
    await session.execute(_ADVANCE, {"listener": listener, "source": source} | values)


async def lanes_of(session: AsyncSession, listener: str) -> dict[str, dict[int, Reached]]:
    """By source how far each of its lanes was heard; what was not heard is left out."""
    lanes = select(ListenerPosition).where(ListenerPosition.listener == listener, ListenerPosition.position > 0)
    found: dict[str, dict[int, Reached]] = {}
    for row in await session.scalars(lanes):
        found.setdefault(row.source, {})[row.lane] = Reached(row.position, row.event_id, row.epoch)
    return found


async def of_listener(session: AsyncSession, listener: str) -> dict[str, int]:
    """The highest position applied by source."""
    found = await session.execute(
        select(ListenerPosition.source, func.max(ListenerPosition.position))
        .where(ListenerPosition.listener == listener)
        .group_by(ListenerPosition.source)
    )
    return dict(found.all())


async def forget(session: AsyncSession, listener: str) -> None:
    """Remove what is known of a listener that is no more."""
    await session.execute(delete(ListenerPosition).where(ListenerPosition.listener == listener))
    await session.execute(delete(Bookmark).where(Bookmark.listener == listener))
