"""A round was published: voting knows its funds."""

from libs.shared.events.ideas import RoundPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import proposals


async def when_round_is_published_know_its_funds(fact: Fact[RoundPublished], tx: Transaction) -> None:
    """Keep the funds."""
    await proposals.keep_round(tx.session, fact.event)
