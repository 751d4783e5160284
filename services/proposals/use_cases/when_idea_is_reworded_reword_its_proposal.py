"""Words of an idea were corrected or taken down: its proposal follows as far as it says what the idea said."""

from collections.abc import Iterator

from libs.shared.events.ideas import IdeaReworded
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.kernel.own_words import OwnWords
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.taken_along import Vanished
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage import proposals
from services.proposals.storage.first_words import FIRST_WORDS
from services.proposals.use_cases.move_proposal import move_proposal


async def when_idea_is_reworded_reword_its_proposal(fact: Fact[IdeaReworded], tx: Transaction) -> None:
    """Say what the idea says now, or no more of what was taken down there.

    What leaves the public altogether does so by news of its own.
    """
    news = fact.event
    known = await proposals.of_idea(tx.session, news.idea_id)
    if known is None or news.title is None:
        return
    proposal, _ = await proposals.lock(tx.session, known)
    location = news.location.as_location() if news.location else None
    of_idea = OwnWords(news.title, news.text or "", news.place, location)
    wanted = of_idea if proposal.says_as_idea else await _without_the_former(tx, proposal, of_idea, news.reason)
    await _take_along_of_the_sheet(tx, proposal, of_idea, news.reason)
    await proposals.keep_words_of_idea(tx.session, known, of_idea)
    if news.reason:
        await FIRST_WORDS.take_down(tx.session, known, fact.at)
    for name, fields in _steps(proposal, wanted, news.reason):
        proposal = await move_proposal(tx, proposal, WORKFLOW.take(name, proposal.state, EVENTS, fields), fact.at)


async def _without_the_former(tx: Transaction, proposal: Proposal, of_idea: OwnWords, reason: str | None) -> OwnWords:
    """A proposal with words of its own follows what is taken down alone."""
    former = await proposals.words_of_idea(tx.session, proposal.proposal_id)
    if former is None or reason is None:
        return proposal.own_words
    return Vanished.between(former, of_idea).out_of(proposal.own_words)


async def _take_along_of_the_sheet(tx: Transaction, proposal: Proposal, of_idea: OwnWords, reason: str | None) -> None:
    """What the office says of it may quote what was taken down."""
    former = await proposals.words_of_idea(tx.session, proposal.proposal_id)
    if proposal.sheet and former and reason:
        left = proposal.sheet.reworded(Vanished.between(former, of_idea).out_of_text)
        await proposals.change(tx.session, proposal.proposal_id, sheet=left)


def _steps(proposal: Proposal, wanted: OwnWords, reason: str | None) -> Iterator[tuple[str, dict[str, object]]]:
    """What the proposal goes through to say what is wanted. News of before tells all that is said now."""
    if reason and wanted != proposal.own_words:
        said = wanted.as_fields()
        yield "redact", said | {"summary": said.pop("text"), "needs": proposal.needs, "reason": reason}
    if not reason and wanted.title != proposal.title:
        yield "correct-title", {"title": wanted.title}
    if not reason and wanted.text != proposal.summary:
        yield "correct-text", {"summary": wanted.text}
