"""Voting closed a poll, or called it off: its pseudonyms must never be made again."""

import asyncio
from uuid import UUID

from libs.shared.events.residents import PollKeyDestroyed
from libs.shared.events.voting import PollCancelled, PollClosed
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.residents.domain.errors import PollState
from services.residents.settings import PollKeySettings
from services.residents.storage import marks, polls
from services.residents.storage.poll_keys import PollKeys


async def when_poll_is_closed_destroy_its_key(fact: Fact[PollClosed], tx: Transaction) -> None:
    """Issue no more permits, destroy the key, and announce that it is gone.

    Raises:
        PollIsNotKnown: if the poll was never published.
    """
    await _end(fact.event.poll_id, "closed", tx)


async def when_poll_is_cancelled_destroy_its_key(fact: Fact[PollCancelled], tx: Transaction) -> None:
    """The same for a poll that was called off. A draft that was never published had no key: nothing to do."""
    if await polls.is_known(tx.session, fact.event.poll_id):
        await _end(fact.event.poll_id, "cancelled", tx)


async def _end(poll_id: UUID, state: PollState, tx: Transaction) -> None:
    used = await end_permits(poll_id, state, tx)
    if used is not None:
        tx.announce(PollKeyDestroyed(poll_id=poll_id, marked=used))


async def end_permits(poll_id: UUID, state: PollState, tx: Transaction) -> int | None:
    """Issue no more permits, destroy the key and the marks; how many codes were used, if there still was a key.

    Raises:
        PollIsNotKnown: if the poll was never published.
    """
    await polls.become(tx.session, poll_id, state)
    used = await marks.forget(tx.session, poll_id)
    # The file first: should the transaction fail now, the event comes again, and finds less to destroy.
    await asyncio.to_thread(PollKeys(PollKeySettings().folder).destroy, poll_id)
    return used if await polls.forget_key(tx.session, poll_id) else None
