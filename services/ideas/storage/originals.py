"""Words that were taken down, in the database."""

from datetime import date
from uuid import UUID

from sqlalchemy import case, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.words import TAKEN_DOWN
from libs.shared.kernel.own_words import Original
from libs.shared.platform.storage.original_rows import erase_due_from, keep_apart, originals_of
from services.ideas.storage.first_words import FIRST_WORDS
from services.ideas.storage.photos import PHOTOS
from services.ideas.storage.tables import IdeaRow, OriginalRow


async def keep(session: AsyncSession, idea_id: UUID, original: Original) -> None:
    """Keep the original apart until its day."""
    await keep_apart(OriginalRow, session, idea_id, original)


async def of_idea(session: AsyncSession, idea_id: UUID) -> list[Original]:
    """What was taken down of the idea and is not erased yet."""
    return await originals_of(OriginalRow, session, idea_id)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due, also from ideas that nobody but staff could read any more; how much there was."""
    due = await erase_due_from(OriginalRow, session, today)
    own = [of for of, is_the_offices in due if not is_the_offices]
    hidden = update(IdeaRow).where(IdeaRow.idea_id.in_(own), IdeaRow.is_public.is_(False))
    appeal = case((IdeaRow.appeal.is_not(None), TAKEN_DOWN), else_=None)
    left = {"title": TAKEN_DOWN, "text": TAKEN_DOWN, "place": None, "location": None}
    erased = hidden.values(**left, appeal=appeal).returning(IdeaRow.idea_id)
    gone = [*await session.scalars(erased)]
    await PHOTOS.erase(session, gone)
    await FIRST_WORDS.forget(session, gone)
    return len(due)
