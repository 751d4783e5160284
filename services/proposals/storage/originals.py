"""Words that were taken down, in the database."""

from datetime import date
from uuid import UUID

from sqlalchemy import case, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.words import TAKEN_DOWN
from libs.shared.kernel.own_words import Original
from libs.shared.platform.storage.original_rows import erase_due_from, keep_apart, originals_of
from services.proposals.storage.first_words import FIRST_WORDS
from services.proposals.storage.photos import PHOTOS
from services.proposals.storage.tables import OriginalRow, ProposalRow


async def keep(session: AsyncSession, proposal_id: UUID, original: Original) -> None:
    """Keep the original apart until its day."""
    await keep_apart(OriginalRow, session, proposal_id, original)


async def of_proposal(session: AsyncSession, proposal_id: UUID) -> list[Original]:
    """What was taken down of the proposal and is not erased yet."""
    return await originals_of(OriginalRow, session, proposal_id)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due, also from proposals that nobody but staff could read any more; how much there was."""
    due = await erase_due_from(OriginalRow, session, today)
    own = [of for of, is_the_offices in due if not is_the_offices]
    appeal = case((ProposalRow.appeal.is_not(None), TAKEN_DOWN), else_=None)
    hidden = update(ProposalRow).where(ProposalRow.proposal_id.in_(own), ProposalRow.is_public.is_(False))
    left = {"title": TAKEN_DOWN, "summary": TAKEN_DOWN, "place": None, "location": None, "sheet": None}
    erased = hidden.values(**left, appeal=appeal).returning(ProposalRow.proposal_id)
    gone = [*await session.scalars(erased)]
    await PHOTOS.erase(session, gone)
    await FIRST_WORDS.forget(session, gone)
    return len(due)
