"""An outcome was announced: its projects are funded, or not."""

from libs.shared.events.voting import OutcomeAnnounced
from libs.shared.events.words import CountedProject
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.use_cases.move_proposal import move_by_event


async def when_outcome_is_announced_fund_the_winners(fact: Fact[OutcomeAnnounced], tx: Transaction) -> None:
    """Mark each project's proposal as funded or not funded. The options of an advisory poll are no proposals.

    Raises:
        ProposalIsNotKnown: if the outcome names one that is not ours.
    """
    for project in (line for line in fact.event.projects if line.kind == "project"):
        action, fields = _step(project)
        await move_by_event(tx, project.proposal_id, action, {"poll_id": str(fact.event.poll_id)} | fields, fact.at)


def _step(project: CountedProject) -> tuple[str, dict[str, object]]:
    return ("fund", {"cost_cents": project.cost_cents}) if project.is_funded else ("not-fund", {})
