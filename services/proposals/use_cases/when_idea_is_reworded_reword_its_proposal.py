"""Words of an idea were corrected or taken down: its proposal follows, as long as it says what the idea said."""

from libs.shared.events.ideas import IdeaReworded
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import proposals
from services.proposals.use_cases.move_proposal import move_proposal


async def when_idea_is_reworded_reword_its_proposal(fact: Fact[IdeaReworded], tx: Transaction) -> None:
    """Say what the idea says now; what leaves the public altogether does so by news of its own."""
    news = fact.event
    known = await proposals.of_idea(tx.session, news.idea_id)
    if known is None or news.title is None:
        return
    proposal, _ = await proposals.lock(tx.session, known)
    said = {"title": news.title, "summary": news.text, "place": news.place}
    if not proposal.says_as_idea or said == {name: getattr(proposal, name) for name in said}:
        return
    redaction = ("redact", said | {"reason": news.reason})
    name, fields = redaction if news.reason else ("correct-title", {"title": news.title})
    await move_proposal(tx, proposal, WORKFLOW.take(name, proposal.state, EVENTS, fields), fact.at)
