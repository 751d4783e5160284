"""Write the sheet of a proposal: what the office says of it beside its proposer's words."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.tracking_number import read_number_or_id
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.platform.storage.database import Database
from services.proposals.domain.errors import ConflictDoesNotFit
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.sheet import Conflict, Sheet
from services.proposals.domain.workflow import COST_IS_FIXED, WORKFLOW
from services.proposals.storage import conflicts, proposals
from services.proposals.use_cases.move_proposal import move_proposal
from services.proposals.use_cases.see_proposal import SeenProposal, number_or_id, seen


@dataclass(frozen=True, slots=True)
class WriteSheet:
    """The sheet that takes the place of the one that there is, and as which versions of the proposal it was seen."""

    proposal: str
    visitor: Visitor
    sheet: Sheet
    seen: Collection[str] = ()


async def write_sheet(command: WriteSheet, database: Database, clock: Clock) -> SeenProposal:
    """The proposal with the sheet. Until its cost is told, the lines of the sheet say what that is.

    Raises:
        ProposalIsNotKnown: if there is none.
        StateHasChanged: if nothing is said of it any more.
        ItHasChanged: if the proposal is not as it was seen.
        ConflictDoesNotFit: if it names what it cannot conflict with.
        CostsDoNotAddUp: if the lines contradict each other, the help that is committed, or the cost that was told.
    """
    async with database.transaction() as tx:
        proposal, lock = await proposals.lock(tx.session, number_or_id(command.proposal))
        roles = command.visitor.roles_with(lock)
        step = WORKFLOW.take("describe", proposal.state, EVENTS, {})
        demand_unchanged(command.seen, version_of(proposal))
        sheet, is_fixed = await _with_numbers(tx.session, proposal, command.sheet), proposal.state in COST_IS_FIXED
        sheet.demand_sound(proposal.committed_cents, proposal.cost_cents if is_fixed else None)
        if sheet == (proposal.sheet or Sheet()):
            return await seen(tx.session, proposal, roles)
        cost = proposal.cost_cents if is_fixed or sheet.cost_cents is None else sheet.cost_cents
        now = {"sheet": None if sheet == Sheet() else sheet, "cost_cents": cost}
        return await seen(tx.session, await move_proposal(tx, proposal, step, clock.now(), **now), roles)


async def _with_numbers(session: AsyncSession, proposal: Proposal, sheet: Sheet) -> Sheet:
    """The sheet, whose conflicts name other proposals of the round as they are numbered."""
    read = [read_number_or_id(one.number) for one in sheet.conflicts_with]
    known = await conflicts.of_numbers(session, [number for number in read if isinstance(number, str)])
    named: dict[str, Conflict] = {}
    for line, (number, one) in enumerate(zip(read, sheet.conflicts_with, strict=True), 1):
        other = known.get(number) if isinstance(number, str) else None
        if other is None:
            raise ConflictDoesNotFit("not-known", line, one.number)
        if other.proposal_id == proposal.proposal_id:
            raise ConflictDoesNotFit("itself", line, other.number)
        if other.round_id != proposal.round_id:
            raise ConflictDoesNotFit("another-round", line, other.number)
        if other.number in named:
            raise ConflictDoesNotFit("twice", line, other.number)
        named[other.number] = replace(one, number=other.number)
    return replace(sheet, conflicts_with=tuple(named.values()))
