"""Looking for proposals."""

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.page_rows import Order, page_of
from services.proposals.domain.proposal import Proposal, Wanted
from services.proposals.storage.proposals import as_proposal
from services.proposals.storage.tables import ProposalRow

_SENT = (ProposalRow.submitted_at, ProposalRow.proposal_id)


async def look(session: AsyncSession, wanted: Wanted, page: Page) -> Found[Proposal]:
    """A page of the wanted proposals."""
    order = Order.of_list(
        _SENT,
        ProposalRow.updated_at,
        page,
        is_oldest_first=wanted.order == "oldest",
        is_searched=bool(wanted.words),
        is_public=bool(wanted.is_public),
    )
    return await page_of(session, _chosen(wanted, with_gone=page.updated_since is not None), order, page, as_proposal)


def _chosen(wanted: Wanted, *, with_gone: bool = False) -> Select[ProposalRow]:
    rows = select(ProposalRow)
    if wanted.states:
        rows = rows.where(ProposalRow.state.in_(wanted.states))
    if wanted.is_public is not None:
        is_wanted = ProposalRow.is_public.is_(wanted.is_public)
        # Whoever looks for words must not learn where they were.
        rows = rows.where(or_(is_wanted, ProposalRow.was_public) if with_gone and not wanted.words else is_wanted)
    if wanted.round_ids:
        rows = rows.where(ProposalRow.round_id.in_(wanted.round_ids))
    if wanted.fund_id:
        rows = rows.where(ProposalRow.fund_id == wanted.fund_id)
    if wanted.area_id:
        rows = rows.where(ProposalRow.area_id == wanted.area_id)
    if (matching := full_text.matches(ProposalRow.document, wanted.words)) is not None:
        rows = rows.where(matching)
    return rows
