"""What becomes of a proposal becomes of the idea that it was: each piece of news is one step of the idea.

Of a proposal that never was an idea its followers are told.
"""

from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    ProposalAccepted,
    ProposalAppealed,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalRejected,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from libs.shared.kernel.ballot_budget import EVENTS
from libs.shared.platform.facts.crossing import unless_crossed
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.ideas.storage import ideas, workflows
from services.ideas.use_cases.following.tell_of_proposal import know_proposal, tell_of_proposal
from services.ideas.use_cases.move_idea import move_idea

NewsOfAProposal = (
    ProposalSubmitted
    | ProposalAccepted
    | ChangesRequested
    | ProposalRejected
    | ProposalAppealed
    | AppealDecided
    | ProposalWithdrawn
    | ProposalListed
    | ProposalFunded
    | ProposalNotFunded
)

_STEPS: dict[type[NewsOfAProposal], str] = {
    ProposalSubmitted: "proposal-submitted",
    ProposalAccepted: "proposal-accepted",
    ChangesRequested: "changes-requested",
    ProposalRejected: "proposal-rejected",
    ProposalAppealed: "proposal-appealed",
    ProposalWithdrawn: "proposal-withdrawn",
    ProposalListed: "list",
    ProposalFunded: "fund",
    ProposalNotFunded: "not-fund",
}


async def when_proposal_moves_move_its_idea(fact: Fact[NewsOfAProposal], tx: Transaction) -> None:
    """Take the idea's step, unless somebody has moved the idea on meanwhile; tell of a proposal that was none.

    Raises:
        IdeaIsNotKnown: if the idea is not ours.
    """
    news = fact.event
    if news.idea_id is None:
        if isinstance(news, ProposalSubmitted | ProposalAccepted):
            await know_proposal(tx, news)
        await tell_of_proposal(tx, news.proposal_id, _step_of(news), _fields(news), fact.at)
        return
    idea = await ideas.lock(tx.session, news.idea_id)
    if isinstance(news, ProposalWithdrawn) and idea.state == "withdrawn":
        return  # the idea was withdrawn first, and this is its own news coming back
    workflow = await workflows.of_idea(tx.session, idea)
    step = unless_crossed(
        lambda: workflow.take(_step_of(news), idea.state, EVENTS, _fields(news)), idea=str(idea.idea_id)
    )
    if step:
        await move_idea(tx, idea, step, fact.at)
    if isinstance(news, ProposalSubmitted):
        await ideas.change(tx.session, idea.idea_id, proposal_id=news.proposal_id, proposal_number=news.number)


def _step_of(news: NewsOfAProposal) -> str:
    if isinstance(news, AppealDecided):
        return "proposal-upheld" if news.is_upheld else "proposal-reopened"
    return _STEPS[type(news)]


def _fields(news: NewsOfAProposal) -> dict[str, object]:
    match news:
        case ProposalSubmitted():
            return {"proposal_number": news.number}
        case ChangesRequested() | AppealDecided():
            return {"reason": news.reason}
        case ProposalRejected():
            return {"criterion": news.criterion, "reason": news.reason}
        case _:
            return {}
