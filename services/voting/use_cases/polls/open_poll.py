"""A poll opens: ballots can be cast."""

from libs.shared.events.voting import PollOpened
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.telling import tell


async def open_poll(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Announce it."""
    tell(poll, tx, PollOpened(poll_id=poll.poll_id))
