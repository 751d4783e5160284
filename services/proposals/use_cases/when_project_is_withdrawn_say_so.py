"""A project was withdrawn from an open vote: its proposal's life line says so, and why."""

from libs.shared.events.voting import ProjectWithdrawn
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.workflow import Line
from libs.shared.platform.facts.crossing import unless_crossed
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import life_lines, proposals


async def when_project_is_withdrawn_say_so(fact: Fact[ProjectWithdrawn], tx: Transaction) -> None:
    """Add a line. The proposal stays on the paper until the outcome says that it is not funded.

    Raises:
        ProposalIsNotKnown: if it is not ours.
    """
    proposal, _ = await proposals.lock(tx.session, fact.event.proposal_id)
    fields = {"reason": fact.event.reason}
    step = unless_crossed(
        lambda: WORKFLOW.take("withdraw-from-vote", proposal.state, EVENTS, fields), proposal=str(proposal.proposal_id)
    )
    if step:
        line = Line(fact.at, proposal.state, step.words, step.action.by)
        await life_lines.add(tx.session, proposal.proposal_id, line)
