"""The closed box goes to the teller."""

from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.storage import counts


async def begin_count(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Note that the count waits for the teller; what came of an earlier one is forgotten."""
    await counts.begin(tx.session, poll.poll_id)
