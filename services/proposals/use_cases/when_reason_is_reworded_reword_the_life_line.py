"""Words that the town hall typed about an idea or in a vote were taken down: a proposal's life line had them, too."""

from uuid import UUID

from libs.shared.events.ideas import IdeaReasonReworded
from libs.shared.events.reasons import ReasonReworded
from libs.shared.events.voting import PollReasonReworded
from libs.shared.kernel.ballot_budget import EVENTS, REDACT_LINE
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import life_lines, proposals
from services.proposals.use_cases.move_proposal import move_proposal


async def when_reason_of_an_idea_is_reworded(fact: Fact[IdeaReasonReworded], tx: Transaction) -> None:
    """Take them down in the line that the news of before wrote in the proposal that the idea became."""
    if known := await proposals.of_idea(tx.session, fact.event.idea_id):
        await _take_down(tx, known, fact)


async def when_reason_in_a_vote_is_reworded(fact: Fact[PollReasonReworded], tx: Transaction) -> None:
    """Take them down in the line that the news of before wrote.

    Raises:
        ProposalIsNotKnown: if they are about a proposal that is not ours.
    """
    if fact.event.proposal_id is not None:
        await _take_down(tx, fact.event.proposal_id, fact)


async def _take_down(tx: Transaction, proposal_id: UUID, fact: Fact[ReasonReworded]) -> None:
    news = fact.event
    proposal, _ = await proposals.lock(tx.session, proposal_id)
    lines = await life_lines.typed(tx.session, proposal_id)
    line = lines.told_otherwise(news.told_at, news.words)
    if line is None:
        return
    fields = {"line": line, "words": news.words, "reason": news.reason}
    step = WORKFLOW.take(REDACT_LINE, proposal.state, EVENTS, fields, {"line": lines.choices()})
    await move_proposal(tx, proposal, step, fact.at)
