"""Bookmarks: where a listener goes on reading a feed. They are what committed offsets are for Kafka."""

from collections.abc import Mapping

from sqlalchemy import BigInteger, Text, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.journal import PlatformTable
from libs.shared.platform.storage.database import Database


class Bookmark(PlatformTable):
    """Through which position the listener has acknowledged the source's feed."""

    __tablename__ = "bookmarks"

    listener: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)


class Bookmarks:
    """One listener's bookmarks. One that lags costs a second delivery and nothing else: the lanes' positions decide."""

    def __init__(self, listener: str, database: Database) -> None:
        self._listener, self._database = listener, database

    async def known(self) -> Mapping[str, int]:
        """The position acknowledged by source."""
        async with self._database.reading() as session:
            found = await session.execute(
                select(Bookmark.source, Bookmark.position).where(Bookmark.listener == self._listener)
            )
            return dict(found.all())

    async def keep(self, source: str, position: int) -> None:
        """Acknowledge the source's feed through the position; never backwards."""
        statement = insert(Bookmark).values(listener=self._listener, source=source, position=position)
        forward = statement.on_conflict_do_update(
            index_elements=["listener", "source"],
            set_={"position": func.greatest(Bookmark.position, statement.excluded.position)},
        )
        # One that a crash takes back costs a second delivery: not worth waiting for the disk at every batch.
        unhurried = forward.returning(func.set_config("synchronous_commit", "off", True))
        async with self._database.transaction(is_shown=False) as tx:
            await tx.session.execute(unhurried)
