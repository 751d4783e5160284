"""Looking for proposals."""

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage import full_text
from libs.shared.platform.storage.page_rows import page_of
from services.proposals.domain.proposal import Proposal, Wanted
from services.proposals.storage.proposals import as_proposal
from services.proposals.storage.tables import ProposalRow


async def look(session: AsyncSession, wanted: Wanted, page: Page) -> Found[Proposal]:
    """A page of the wanted proposals."""
    sent = ProposalRow.submitted_at.asc() if wanted.order == "oldest" else ProposalRow.submitted_at.desc()
    return await page_of(session, _chosen(wanted).order_by(sent, ProposalRow.proposal_id), page, as_proposal)


def _chosen(wanted: Wanted) -> Select[ProposalRow]:
    rows = select(ProposalRow)
    if wanted.states:
        rows = rows.where(ProposalRow.state.in_(wanted.states))
    if wanted.is_public is not None:
        rows = rows.where(ProposalRow.is_public.is_(wanted.is_public))
    if wanted.round_ids:
        rows = rows.where(ProposalRow.round_id.in_(wanted.round_ids))
    if wanted.fund_id:
        rows = rows.where(ProposalRow.fund_id == wanted.fund_id)
    if wanted.area_id:
        rows = rows.where(ProposalRow.area_id == wanted.area_id)
    if (matching := full_text.matches(ProposalRow.document, wanted.words)) is not None:
        rows = rows.where(matching)
    return rows
