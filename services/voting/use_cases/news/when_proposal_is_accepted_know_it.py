"""A proposal was accepted: it may stand on a paper, and drafts of its fund show it at once."""

from libs.shared.events.proposals import ProposalAccepted
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import proposals


async def when_proposal_is_accepted_know_it(fact: Fact[ProposalAccepted], tx: Transaction) -> None:
    """Keep the proposal. Papers that are published do not change."""
    await proposals.keep_proposal(tx.session, fact.event)
