"""What stands in a service's journal."""

from sqlalchemy import select

from libs.shared.platform.facts.journal import JournalRow
from libs.shared.platform.storage.database import Database
from tests.support.answers import Json

BY_ITSELF = "ideas.workflow-published.v1"
"""What a service of ideas announces when it begins, of the workflows that are shipped with it."""


async def announced_by_somebody(database: Database) -> list[tuple[str, Json]]:
    """Type and data of everything in the journal but what the service announces by itself."""
    return [one for one in await announced(database) if one[0] != BY_ITSELF]


async def announced(database: Database) -> list[tuple[str, Json]]:
    """Type and data of everything in the journal."""
    async with database.reading() as session:
        rows = await session.execute(select(JournalRow.type, JournalRow.data).order_by(JournalRow.sequence))
        return [(row.type, dict(row.data)) for row in rows]
