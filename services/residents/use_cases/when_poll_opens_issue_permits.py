"""Voting opened a poll: permits may be issued for it."""

from libs.shared.events.voting import PollOpened
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.storage.database import Transaction
from services.residents.storage import polls


async def when_poll_opens_issue_permits(fact: Fact[PollOpened], tx: Transaction) -> None:
    """Let people ask for permits.

    Raises:
        PollIsNotKnown: if it was never published.
    """
    await polls.open_for_permits(tx.session, fact.event.poll_id)
