"""What stands in a service's journal."""

from sqlalchemy import select

from libs.shared.platform.facts.journal import JournalRow
from libs.shared.platform.storage.database import Database
from tests.support.answers import Json


async def announced(database: Database) -> list[tuple[str, Json]]:
    """Type and data of everything in the journal."""
    async with database.reading() as session:
        rows = await session.execute(select(JournalRow.type, JournalRow.data).order_by(JournalRow.sequence))
        return [(row.type, dict(row.data)) for row in rows]
