"""Looking for ideas."""

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.idea import Idea, Wanted
from services.ideas.domain.synonyms import Synonyms
from services.ideas.storage import synonyms
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_NONE = Synonyms()
_SENT = (IdeaRow.submitted_at, IdeaRow.idea_id)


async def look(session: AsyncSession, wanted: Wanted, page: Page) -> Found[Idea]:
    """A page of the wanted ideas."""
    order = Order.of_list(
        _SENT,
        IdeaRow.updated_at,
        page,
        is_oldest_first=wanted.order == "oldest",
        is_searched=bool(wanted.words),
        is_public=bool(wanted.is_public),
    )
    alike = await synonyms.get(session) if wanted.words else Synonyms()
    rows = chosen(wanted, alike, with_gone=page.updated_since is not None)
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
