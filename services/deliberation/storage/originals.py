"""Words that were taken down, in the database."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.own_words import Original
from libs.shared.platform.storage.original_rows import erase_due_from, keep_apart, originals_of
from services.deliberation.storage.tables import OriginalRow


async def keep(session: AsyncSession, comment_id: UUID, original: Original) -> None:
    """Keep the original apart until its day."""
    await keep_apart(OriginalRow, session, comment_id, original)


async def of_comment(session: AsyncSession, comment_id: UUID) -> list[Original]:
    """What was taken down of the comment and is not erased yet, oldest first."""
    return await originals_of(OriginalRow, session, comment_id)


async def give_back(session: AsyncSession, comment_id: UUID) -> Original | None:
    """The author's own words, which are no original any more; none if they are erased."""
    own = [each for each in await of_comment(session, comment_id) if not each.is_the_offices]
    mine = delete(OriginalRow).where(OriginalRow.of == comment_id, OriginalRow.is_the_offices.is_(False))
    await session.execute(mine)
    return own[-1] if own else None


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due; how much there was."""
    return len(await erase_due_from(OriginalRow, session, today))
