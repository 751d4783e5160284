"""Words about polls that were taken down, in the database."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.own_words import Original
from libs.shared.platform.storage.original_rows import erase_due_from, keep_apart, originals_of
from services.voting.storage.tables import OriginalRow


async def keep(session: AsyncSession, poll_id: UUID, original: Original) -> None:
    """Keep the original apart until its day."""
    await keep_apart(OriginalRow, session, poll_id, original)


async def of_poll(session: AsyncSession, poll_id: UUID) -> list[Original]:
    """What was taken down about the poll and is not erased yet."""
    return await originals_of(OriginalRow, session, poll_id)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due; how much there was."""
    return len(await erase_due_from(OriginalRow, session, today))
