"""An idea or a proposal became public: from now on it can be discussed."""

from libs.shared.events.ideas import IdeaAccepted
from libs.shared.events.proposals import ProposalAccepted
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.deliberation.domain.subject import Subject
from services.deliberation.storage import subjects


async def when_idea_is_accepted_open_its_discussion(fact: Fact[IdeaAccepted], tx: Transaction) -> None:
    """Open it."""
    await subjects.open_up(tx.session, Subject(fact.event.idea_id, "idea", fact.event.number))


async def when_proposal_is_accepted_open_its_discussion(fact: Fact[ProposalAccepted], tx: Transaction) -> None:
    """Open it. The idea that it was is discussed no more: there would be two places for one thing."""
    news = fact.event
    await subjects.open_up(tx.session, Subject(news.proposal_id, "proposal", news.number, news.idea_id))
