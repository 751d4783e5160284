"""Looking for ideas."""

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.page_rows import CHANGED_COUNTED_TO, FOUND_COUNTED_TO, Order, page_of
from services.ideas.domain.idea import Idea, Wanted
from services.ideas.domain.synonyms import Synonyms
from services.ideas.storage import synonyms
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_NONE = Synonyms()
_SENT = (IdeaRow.submitted_at, IdeaRow.idea_id)


async def look(session: AsyncSession, wanted: Wanted, page: Page) -> Found[Idea]:
    """A page of the wanted ideas."""
    is_searched, is_of_changes = bool(wanted.words), page.updated_since is not None
    counted_to = FOUND_COUNTED_TO if is_searched else CHANGED_COUNTED_TO if is_of_changes else None
    is_sifted = bool(wanted.is_public) and not (is_searched or is_of_changes)
    order = Order(_SENT, wanted.order != "oldest", IdeaRow.updated_at, counted_to, is_searched, is_sifted)
    alike = await synonyms.get(session) if wanted.words else Synonyms()
    rows = chosen(wanted, alike, with_gone=is_of_changes)
    return await page_of(session, rows, order, page, as_idea)


def chosen(wanted: Wanted, alike: Synonyms = _NONE, *, with_gone: bool = False) -> Select[IdeaRow]:
    """The wanted ideas, in no order."""
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
