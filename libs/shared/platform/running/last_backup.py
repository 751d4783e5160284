"""When the last backup was made, told in the database for health pages to read."""

from datetime import datetime

from sqlalchemy import DateTime, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.facts.journal import PlatformTable


class LastBackup(PlatformTable):
    """The moment that the last backup holds; one row."""

    __tablename__ = "last_backup"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


async def note(session: AsyncSession, made_at: datetime) -> None:
    """A backup of that moment is whole."""
    noted = insert(LastBackup).values(id=1, made_at=made_at)
    newest = func.greatest(LastBackup.made_at, noted.excluded.made_at)
    await session.execute(noted.on_conflict_do_update(index_elements=["id"], set_={"made_at": newest}))


async def made_at(session: AsyncSession) -> datetime | None:
    """The moment that the last backup holds; none if there has been none."""
    return await session.scalar(select(LastBackup.made_at))
