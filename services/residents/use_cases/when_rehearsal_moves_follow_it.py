"""Voting rehearses a poll: test codes get permits for it as people of the roll do for polls (decision 41)."""

import asyncio

from libs.shared.events.rehearsals import RehearsalEnded, RehearsalKeyDestroyed, RehearsalOpened, RehearsalPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.residents.settings import PollKeySettings
from services.residents.storage import polls, test_codes
from services.residents.storage.poll_keys import PollKeys, fingerprint
from services.residents.use_cases.when_poll_ends_destroy_its_key import end_permits


async def when_rehearsal_is_published_make_its_key(fact: Fact[RehearsalPublished], tx: Transaction) -> None:
    """Keep what permits need to know of it, and make its key: from now on it can have test codes."""
    event = fact.event
    half = await asyncio.to_thread(PollKeys(PollKeySettings().folder).make, event.poll_id)
    given = (event.poll_id, event.round_id, event.area_id, event.channels, event.opens_at)
    await polls.publish(tx.session, *given, fingerprint(half), is_rehearsal=True)


async def when_rehearsal_opens_issue_permits(fact: Fact[RehearsalOpened], tx: Transaction) -> None:
    """Let whoever has a test code ask for permits.

    Raises:
        PollIsNotKnown: if it was never published.
    """
    await polls.become(tx.session, fact.event.poll_id, "open")


async def when_rehearsal_ends_forget_its_codes(fact: Fact[RehearsalEnded], tx: Transaction) -> None:
    """Destroy its key, and forget its codes: a letter with one is worthless from now on.

    Raises:
        PollIsNotKnown: if it was never published.
    """
    await test_codes.forget(tx.session, fact.event.poll_id)
    used = await end_permits(fact.event.poll_id, "closed", tx)
    if used is not None:
        tx.announce(RehearsalKeyDestroyed(poll_id=fact.event.poll_id, marked=used))
