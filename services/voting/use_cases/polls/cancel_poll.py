"""A poll is called off, for a public reason."""

from libs.shared.events.voting import PollCancelled
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.telling import tell


async def cancel_poll(poll: Poll, tx: Transaction, reason: str) -> None:
    """Announce it; nobody has heard of a mere draft."""
    if poll.is_public:
        tell(poll, tx, PollCancelled(poll_id=poll.poll_id, reason=reason))
