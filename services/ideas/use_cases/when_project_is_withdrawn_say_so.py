"""A project was withdrawn from an open vote: the idea that it was says so and why, and followers hear of it."""

from libs.shared.events.voting import ProjectWithdrawn
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.platform.facts.crossing import unless_crossed
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.workflows.vocabulary import WITHDRAW_FROM_VOTE
from services.ideas.storage import ideas, workflows
from services.ideas.use_cases.following.tell_of_proposal import tell_of_proposal
from services.ideas.use_cases.move_idea import move_idea


async def when_project_is_withdrawn_say_so(fact: Fact[ProjectWithdrawn], tx: Transaction) -> None:
    """Add a line. The idea stays on the paper until the outcome says that it is not funded."""
    fields = {"reason": fact.event.reason}
    found = await ideas.of_proposal(tx.session, fact.event.proposal_id)
    if found is None:
        await tell_of_proposal(tx, fact.event.proposal_id, WITHDRAW_FROM_VOTE, fields, fact.at)
        return
    idea = await ideas.lock(tx.session, found.idea_id)
    workflow = await workflows.of_idea(tx.session, idea)
    step = unless_crossed(lambda: workflow.take(WITHDRAW_FROM_VOTE, idea.state, EVENTS, fields), idea=str(idea.idea_id))
    if step:
        await move_idea(tx, idea, step, fact.at)
