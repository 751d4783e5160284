"""A poll closes, in one transaction that no ballot can slip past."""

from libs.shared.events.voting import PollClosed
from libs.shared.platform.storage.database import Transaction
from services.voting.domain.polls.poll import Poll
from services.voting.storage import ballot_box, polls
from services.voting.use_cases.telling import tell


async def close_poll(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Store and announce how many people have a ballot in the box.

    The poll's lock waited for the casts under way, and keeps the later ones waiting: they will find it closed.
    """
    ballots = await ballot_box.count_people(tx.session, poll.poll_id)
    await polls.change(tx.session, poll.poll_id, ballots=ballots)
    tell(poll, tx, PollClosed(poll_id=poll.poll_id, ballots=ballots))
