"""Residents contribute to a proposal: it costs the council less, and the paper says so."""

from libs.shared.events.proposals import OfferCommitted
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import proposals


async def when_offer_is_committed_lower_the_cost(fact: Fact[OfferCommitted], tx: Transaction) -> None:
    """Add the offer's value to what is committed. Papers that are published do not change."""
    await proposals.add_commitment(tx.session, fact.event.proposal_id, fact.event.value_cents)
