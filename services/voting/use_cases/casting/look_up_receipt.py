"""Anyone looks whether the ballot of a receipt is in the box."""

from typing import Literal
from uuid import UUID

from libs.shared.platform.facts import epochs
from libs.shared.platform.storage.database import Database
from services.voting.domain.casting.slip import commitment_prefix
from services.voting.domain.errors import NoSuchPoll, NoSuchReceipt, ReceiptMayBeLost
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls, sealed_box

Status = Literal["in-the-box", "replaced", "counted"]
_COUNTED = ("counted", "certified", "announced")


async def look_up_receipt(poll_id: UUID, receipt: str, database: Database) -> tuple[Poll, Status]:
    """The poll, and where the ballot is.

    Raises:
        NoSuchPoll, NoSuchReceipt: if there is none.
        ReceiptMayBeLost: if there is none, and ballots of that poll were lost.
    """
    prefix = commitment_prefix(receipt)
    async with database.reading() as session:
        poll = await polls.find(session, poll_id)
        if not poll.is_public:
            raise NoSuchPoll("There is no such poll.")
        was_replaced = await sealed_box.was_replaced(session, poll_id, prefix)
        lost = await epochs.lost_times(session) if was_replaced is None else ()
    for time in lost:
        if poll.may_have_taken_ballots(time.stood_at, time.began_at):
            raise ReceiptMayBeLost(time.stood_at, time.began_at, is_open=poll.state == "open")
    if was_replaced is None:
        raise NoSuchReceipt("No ballot of this poll has this receipt.")
    if was_replaced:
        return poll, "replaced"
    return poll, "counted" if poll.state in _COUNTED else "in-the-box"
