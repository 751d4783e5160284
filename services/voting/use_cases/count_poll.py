"""The closed box is counted."""

import asyncio

from libs.shared.events.voting import PollCounted
from libs.shared.platform.database import Transaction
from services.voting.domain.announcement import Published, publish
from services.voting.domain.counting import GroupedBallots, count
from services.voting.domain.poll import Poll
from services.voting.storage import outcomes, sealed_box


async def count_poll(poll: Poll, tx: Transaction, _reason: str) -> None:
    """Count in a thread, beside the loop, and store the outcome with its trace; it stays secret until announced."""
    has_points = poll.terms.method == "points"
    ballots = await sealed_box.grouped(tx.session, poll.poll_id, has_points=has_points)
    outcome = await asyncio.to_thread(_count, poll, ballots)
    await outcomes.keep(tx.session, poll.poll_id, outcome)
    tx.announce(PollCounted(poll_id=poll.poll_id, ballots=outcome["ballots"]))


def _count(poll: Poll, ballots: GroupedBallots) -> Published:
    return publish(poll, count(poll, ballots))
