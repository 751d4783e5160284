"""An idea was handed over: it becomes a proposal that waits for moderation."""

from libs.shared.events.ideas import IdeaHandedOver
from libs.shared.kernel.ballot_budget import OFFICE
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Lock
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import FROM_AN_IDEA, WORKFLOW
from services.proposals.storage import proposals
from services.proposals.use_cases.submit_proposal import store_new


async def when_idea_is_handed_over_propose_it(fact: Fact[IdeaHandedOver], tx: Transaction) -> None:
    """Make the idea's proposal, unless there is one."""
    idea = fact.event
    proposal = Proposal(
        proposal_id=new_id(),
        number="",
        round_id=idea.round_id,
        fund_id=idea.fund_id,
        title=idea.title,
        summary=idea.text,
        submitted_at=fact.at,
        state=WORKFLOW.states[0].name,
        state_since=fact.at,
        idea_id=idea.idea_id,
        idea_number=idea.number,
        area_id=idea.area_id,
        place=idea.place,
        says_as_idea=True,
        location=idea.location.as_location() if idea.location else None,
    )
    words = {language: saying.format(number=idea.number) for language, saying in FROM_AN_IDEA.items()}
    lock = Lock(bytes.fromhex(idea.lock)) if idea.lock else None
    if stored := await store_new(tx, proposal, lock, words, OFFICE):
        await proposals.keep_words_of_idea(tx.session, stored.proposal_id, stored.own_words)
