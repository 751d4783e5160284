"""An open poll goes on longer, as one officer proposed and another confirmed."""

from libs.shared.events.voting import PollExtended
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.changes import EXTENSION, new_end, pending
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls
from services.voting.use_cases.telling import tell


async def extend_poll(poll: Poll, tx: Transaction, reason: str) -> None:
    """Move the end on and announce it. The poll's lock keeps the clock from closing it at the same moment."""
    proposed = pending(poll, EXTENSION)
    assert proposed is not None
    closes_at = new_end(proposed.fields)
    await polls.change(tx.session, poll.poll_id, closes_at=closes_at)
    earlier_end = poll.terms.closes_at
    tell(poll, tx, PollExtended(poll_id=poll.poll_id, earlier_end=earlier_end, closes_at=closes_at, reason=reason))
