"""Take the next step with a proposal: which steps there are stands in the workflow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.corrections import demand_correction
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.kernel.workflow import Action, DecidedByTheSamePerson, may_decide, with_some_choice
from libs.shared.kernel.workflow_fields import Choice
from libs.shared.platform.storage.database import Database
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import life_lines, proposals
from services.proposals.use_cases.move_proposal import move_proposal
from services.proposals.use_cases.see_proposal import SeenProposal, number_or_id, seen

OpenChoices = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class TakeAction:
    """Which step to take with which proposal, what it asks for, and as which versions of it it was seen."""

    proposal: str
    action: str
    visitor: Visitor
    fields: Mapping[str, object]
    seen: Collection[str] = ()


async def take_action(command: TakeAction, database: Database, clock: Clock) -> SeenProposal:
    """The proposal after the step.

    Raises:
        ProposalIsNotKnown: if there is none.
        ActionIsNotKnown: if no proposal can do that.
        ActionIsNotYours: if it is for other roles.
        StateHasChanged: if the proposal's state does not allow it.
        ActionIsDoneOnce: if it can be done once, and was.
        DecidedByTheSamePerson: if it is for somebody else than whoever refused the proposal.
        CostsDoNotAddUp: if it is accepted at another cost than its lines say.
        FieldsAreWrong: if what it asks for is missing or malformed.
        ItHasChanged: if the proposal is not as it was seen.
    """
    async with database.transaction() as tx:
        proposal, lock = await proposals.lock(tx.session, number_or_id(command.proposal))
        roles = command.visitor.roles_with(lock)
        choices = await _open_choices(tx.session, proposal)
        step = WORKFLOW.take(command.action, proposal.state, roles, command.fields, choices, proposal.done_once)
        who = command.visitor.staff_id
        if not may_decide(step.action, proposal.refused_by, who):
            raise DecidedByTheSamePerson
        demand_unchanged(command.seen, version_of(proposal))
        demand_correction(step, proposal)
        if proposal.sheet and step.action.name == "accept":
            proposal.sheet.demand_sound(proposal.committed_cents, int(step.fields["cost_cents"]))
        own = {"refused_by": who} if step.action.name == "reject" else {}
        return await seen(tx.session, await move_proposal(tx, proposal, step, clock.now(), **own), roles)


async def offered_actions(
    proposal: str, visitor: Visitor, database: Database
) -> tuple[list[Action], OpenChoices, Proposal]:
    """What whoever asks can do with the proposal now, the choices that it leaves open, and the proposal.

    Raises:
        ProposalIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        found, lock = await proposals.get(session, number_or_id(proposal))
        choices = await _open_choices(session, found)
        offered = WORKFLOW.offered(found.state, visitor.roles_with(lock), found.done_once)
        theirs = [action for action in offered if may_decide(action, found.refused_by, visitor.staff_id)]
        return [*with_some_choice(theirs, choices)], choices, found


async def _open_choices(session: AsyncSession, proposal: Proposal) -> OpenChoices:
    return {"line": (await life_lines.typed(session, proposal.proposal_id)).choices()}
