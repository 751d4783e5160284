"""Looking for ideas."""

from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.idea import Idea, Wanted
from services.ideas.domain.lineage.actions import CARRIED
from services.ideas.domain.synonyms import Synonyms
from services.ideas.storage import synonyms
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_NONE = Synonyms()
_SENT = (IdeaRow.submitted_at, IdeaRow.idea_id)


async def look(session: AsyncSession, wanted: Wanted, page: Page) -> Found[Idea]:
    """A page of the wanted ideas."""
    order = Order(_SENT, is_descending=wanted.order != "oldest", updated_at=IdeaRow.updated_at)
    alike = await synonyms.get(session) if wanted.words else Synonyms()
    chosen = _chosen(wanted, alike, with_gone=page.updated_since is not None)
    return await page_of(session, chosen, order, page, as_idea)


async def similar(session: AsyncSession, round_id: UUID, text: str, at_most: int) -> list[Idea]:
    """The round's public ideas that share most with the text, at least a third of its longer words.

    What others carry on is left out: whoever looks is to find those.
    """
    words = full_text.longer_words(text)
    if not words:
        return []
    alike = (await synonyms.get(session)).others
    shared = full_text.shared_words(IdeaRow.document, words, alike)
    rows = _chosen(Wanted(is_public=True, round_ids=[round_id])).where(
        full_text.any_word(IdeaRow.document, words, alike),
        shared * 3 >= len(words),
        IdeaRow.state.not_in([state.name for state in CARRIED]),
    )
    found = await session.scalars(rows.order_by(shared.desc(), IdeaRow.submitted_at.desc()).limit(at_most))
    return [as_idea(row) for row in found]


def _chosen(wanted: Wanted, alike: Synonyms = _NONE, *, with_gone: bool = False) -> Select[IdeaRow]:
    rows = select(IdeaRow)
    if wanted.states:
        rows = rows.where(IdeaRow.state.in_(wanted.states))
    if wanted.is_public is not None:
        is_wanted = IdeaRow.is_public.is_(wanted.is_public)
        # Whoever looks for words must not learn where they were.
        rows = rows.where(or_(is_wanted, IdeaRow.was_public) if with_gone and not wanted.words else is_wanted)
    if wanted.round_ids:
        rows = rows.where(IdeaRow.round_id.in_(wanted.round_ids))
    if wanted.area_id:
        rows = rows.where(IdeaRow.area_id == wanted.area_id)
    if (matching := full_text.matches(IdeaRow.document, wanted.words, alike.others)) is not None:
        rows = rows.where(matching)
    return rows
