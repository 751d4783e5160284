"""A poll's key is gone, and residents say how many codes were used: officers hold that against the ballots."""

from libs.shared.events.rehearsals import RehearsalKeyDestroyed
from libs.shared.events.residents import PollKeyDestroyed
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.voting.storage import polls


async def when_poll_key_is_destroyed_know_how_many_codes_were_used(
    fact: Fact[PollKeyDestroyed] | Fact[RehearsalKeyDestroyed], tx: Transaction
) -> None:
    """Keep the number, if residents have said one: those of before version 0.2 did not."""
    if fact.event.marked is not None:
        await polls.change(tx.session, fact.event.poll_id, marked=fact.event.marked)
