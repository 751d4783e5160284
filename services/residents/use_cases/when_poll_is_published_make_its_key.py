"""Voting published a poll: it gets the key that makes its pseudonyms."""

from libs.shared.events.voting import PollPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.residents.storage import polls


async def when_poll_is_published_make_its_key(fact: Fact[PollPublished], tx: Transaction) -> None:
    """Keep what permits need to know of the poll, and make its key."""
    event = fact.event
    await polls.publish(tx.session, event.poll_id, event.round_id, event.area_id, event.channels, event.opens_at)
