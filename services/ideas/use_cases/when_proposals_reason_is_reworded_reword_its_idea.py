"""Words of the town hall about a proposal, or in a vote on it, were taken down: the idea's life line had them, too."""

from uuid import UUID

from libs.shared.events.proposals import ProposalReasonReworded
from libs.shared.events.reasons import ReasonReworded
from libs.shared.events.voting import PollReasonReworded
from libs.shared.kernel.ballot_budget import EVENTS, REDACT_LINE
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.ideas.storage import ideas, life_lines, workflows
from services.ideas.use_cases.following.tell_of_proposal import reword_its_reasons
from services.ideas.use_cases.move_idea import move_idea


async def when_proposals_reason_is_reworded_reword_its_idea(
    fact: Fact[ProposalReasonReworded], tx: Transaction
) -> None:
    """Take them down in the line that the news of before wrote, if there is one that still has them.

    Raises:
        IdeaIsNotKnown: if the idea is not ours.
    """
    if fact.event.idea_id is None:
        await reword_its_reasons(tx, fact.event.proposal_id, fact.event)
    else:
        await _take_down(tx, fact.event.idea_id, fact)


async def when_reason_in_a_vote_is_reworded_reword_its_idea(fact: Fact[PollReasonReworded], tx: Transaction) -> None:
    """Take them down in the line that the news of before wrote, if they are about a project that is known here."""
    proposal_id = fact.event.proposal_id
    if proposal_id is None:
        return
    if idea := await ideas.of_proposal(tx.session, proposal_id):
        await _take_down(tx, idea.idea_id, fact)
    else:
        await reword_its_reasons(tx, proposal_id, fact.event)


async def _take_down(tx: Transaction, idea_id: UUID, fact: Fact[ReasonReworded]) -> None:
    news = fact.event
    idea = await ideas.lock(tx.session, idea_id)
    workflow = await workflows.of_idea(tx.session, idea)
    lines = await life_lines.typed(tx.session, idea.idea_id, workflow)
    line = lines.told_otherwise(news.told_at, news.words)
    if line is None:
        return
    fields = {"line": line, "words": news.words, "reason": news.reason}
    step = workflow.take(REDACT_LINE, idea.state, EVENTS, fields, {"line": lines.choices()})
    await move_idea(tx, idea, step, fact.at)
