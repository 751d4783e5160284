"""How proposals were first written, in the database."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.own_words import FirstWords, Original, OwnWords
from libs.shared.platform.storage.first_rows import first_words_of, forget_first, keep_first, take_first_down
from services.proposals.storage import originals
from services.proposals.storage.tables import FirstWordsRow


async def keep(session: AsyncSession, proposal_id: UUID, words: OwnWords, at: datetime) -> None:
    """Keep what a proposal says before the office corrects it for the first time."""
    await keep_first(FirstWordsRow, session, proposal_id, words, at)


async def of_proposal(session: AsyncSession, proposal_id: UUID) -> FirstWords | None:
    """How the proposal was first written, if the office corrected it."""
    return await first_words_of(FirstWordsRow, session, proposal_id)


async def take_down(session: AsyncSession, proposal_id: UUID, at: datetime) -> None:
    """Show it never again: it is kept apart with what else was taken down, and erased when its time is over."""
    former = await take_first_down(FirstWordsRow, session, proposal_id, at)
    if former is not None:
        await originals.keep(session, proposal_id, Original.taken_down(OwnWords(former.title, former.text), at))


async def forget(session: AsyncSession, proposals: Collection[UUID]) -> None:
    """Keep nothing of these proposals: whoever wrote them says something else now, or all is erased."""
    await forget_first(FirstWordsRow, session, proposals)
