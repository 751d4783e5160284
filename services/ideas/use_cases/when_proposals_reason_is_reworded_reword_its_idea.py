"""Words that the town hall typed about a proposal were taken down: the idea's life line had them, too."""

from libs.shared.events.proposals import ProposalReasonReworded
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
    news = fact.event
    if news.idea_id is None:
        await reword_its_reasons(news, tx)
        return
    idea = await ideas.lock(tx.session, news.idea_id)
    workflow = await workflows.of_idea(tx.session, idea)
    lines = await life_lines.typed(tx.session, idea.idea_id, workflow)
    line = lines.told_otherwise(news.told_at, news.words)
    if line is None:
        return
    fields = {"line": line, "words": news.words, "reason": news.reason}
    step = workflow.take(REDACT_LINE, idea.state, EVENTS, fields, {"line": lines.choices()})
    await move_idea(tx, idea, step, fact.at)
