"""Voting's own copy of rounds' funds and of the proposals that may stand on a paper."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.proposals import ProposalAccepted
from services.voting.domain.paper import AcceptedProposal
from services.voting.domain.poll import Fund
from services.voting.storage.tables import FundRow, ProposalRow


async def fund(session: AsyncSession, round_id: UUID, fund_id: UUID) -> Fund | None:
    """The fund, if the round has it."""
    row = await session.get(FundRow, fund_id)
    if row is None or row.round_id != round_id:
        return None
    return Fund(round_id, fund_id, row.area_id, row.budget_cents, row.currency, row.spent_by)


async def round_name(session: AsyncSession, fund_id: UUID) -> str:
    """The name of the fund's round."""
    return await session.scalar(select(FundRow.round_name).where(FundRow.fund_id == fund_id)) or ""


async def keep_proposal(session: AsyncSession, event: ProposalAccepted) -> None:
    """Store an accepted proposal, or what has changed of it."""
    known = {
        "number": event.number,
        "fund_id": event.fund_id,
        "area_id": event.area_id,
        "title": event.title,
        "cost_cents": event.cost_cents,
        "committed_cents": event.committed_cents,
    }
    row = insert(ProposalRow).values(proposal_id=event.proposal_id, **known)
    await session.execute(row.on_conflict_do_update(index_elements=["proposal_id"], set_=known))


async def add_commitment(session: AsyncSession, proposal_id: UUID, value_cents: int) -> None:
    """Lower what the proposal costs the council."""
    committed = ProposalRow.committed_cents + value_cents
    await session.execute(
        update(ProposalRow).where(ProposalRow.proposal_id == proposal_id).values(committed_cents=committed)
    )


async def entitle(session: AsyncSession, proposal_id: UUID, title: str) -> None:
    """Give the proposal another title."""
    await session.execute(update(ProposalRow).where(ProposalRow.proposal_id == proposal_id).values(title=title))


async def strike(session: AsyncSession, proposal_id: UUID) -> None:
    """Forget a proposal that may not stand on a paper any more."""
    await session.execute(delete(ProposalRow).where(ProposalRow.proposal_id == proposal_id))


async def accepted(session: AsyncSession, fund_id: UUID) -> list[AcceptedProposal]:
    """All proposals that may stand on a paper of the fund."""
    found = await session.scalars(select(ProposalRow).where(ProposalRow.fund_id == fund_id))
    return list(_as_proposals(found))


def _as_proposals(rows: Iterable[ProposalRow]) -> Iterable[AcceptedProposal]:
    for row in rows:
        council_cost = max(row.cost_cents - row.committed_cents, 0)
        yield AcceptedProposal(row.proposal_id, row.number, row.title, council_cost, row.area_id)
