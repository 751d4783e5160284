"""Voting published a poll: it gets the key that makes its pseudonyms."""

import asyncio

from libs.shared.events.voting import PollPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.residents.settings import PollKeySettings
from services.residents.storage import polls
from services.residents.storage.poll_keys import PollKeys, fingerprint


async def when_poll_is_published_make_its_key(fact: Fact[PollPublished], tx: Transaction) -> None:
    """Keep what permits need to know of the poll, and make its key."""
    event = fact.event
    half = await asyncio.to_thread(PollKeys(PollKeySettings().folder).make, event.poll_id)
    given = (event.poll_id, event.round_id, event.area_id, event.channels, event.opens_at)
    await polls.publish(tx.session, *given, fingerprint(half))
