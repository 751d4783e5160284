"""A proposal was withdrawn: it may not stand on a paper any more."""

from libs.shared.events.proposals import ProposalWithdrawn
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import proposals


async def when_proposal_is_withdrawn_strike_it(fact: Fact[ProposalWithdrawn], tx: Transaction) -> None:
    """Strike it from what drafts show. Papers that are published do not change."""
    await proposals.strike(tx.session, fact.event.proposal_id)
