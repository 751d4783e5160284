"""Bookmarks: where a listener goes on reading a feed. They are what committed offsets are for Kafka."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.journal import PlatformTable
from libs.shared.platform.storage.database import Database


class Bookmark(PlatformTable):
    """Through which position the listener has acknowledged the source's feed, and which event stood there."""

    __tablename__ = "bookmarks"

    listener: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[UUID | None]


# One that a crash takes back costs a second delivery: not worth waiting for the disk at every batch.
_KEEP = """
insert into bookmarks as known (listener, source, position, event_id) values ($1, $2, $3, $4)
on conflict (listener, source) do update set position = excluded.position, event_id = excluded.event_id
where known.position < excluded.position
returning set_config('synchronous_commit', 'off', true)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a feed. ``event_id`` is none at its beginning, and where nobody wrote it down."""

    position: int = 0
    event_id: UUID | None = None


class Bookmarks:
    """One listener's bookmarks. One that lags costs a second delivery and nothing else: the lanes' positions decide."""

    def __init__(self, listener: str, database: Database) -> None:
        self._listener, self._database = listener, database

    async def known(self) -> Mapping[str, Place]:
        """The place acknowledged by source."""
        async with self._database.reading() as session:
            found = await session.scalars(select(Bookmark).where(Bookmark.listener == self._listener))
            return {row.source: Place(row.position, row.event_id) for row in found}

    async def keep(self, source: str, place: Place) -> None:
        """Acknowledge the source's feed through the place; never backwards."""
        await self._database.one_statement(_KEEP, self._listener, source, place.position, place.event_id)
