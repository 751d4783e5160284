"""Two returning officers stand by the count."""

from libs.shared.events.voting import PollCertified
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.telling import tell


async def certify_poll(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Announce it, when the second of them has certified."""
    tell(poll, tx, PollCertified(poll_id=poll.poll_id))
