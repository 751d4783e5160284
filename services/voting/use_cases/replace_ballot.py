"""Somebody who has voted votes again, where the poll allows it."""

from libs.shared.events.voting import BallotReplaced
from libs.shared.platform.storage.database import Database
from services.voting.domain.ballot_errors import PollIsNotOpen
from services.voting.domain.slip import Slip
from services.voting.storage import ballot_box, polls


async def replace_ballot(slip: Slip, database: Database) -> None:
    """Put the slip into the box in place of the person's last one, which stays there, superseded.

    Raises:
        PollIsNotOpen: if the poll was closed meanwhile.
    """
    async with database.transaction() as tx:
        if not await polls.is_open(tx.session, slip.poll_id):
            raise PollIsNotOpen(slip.poll_id)
        await ballot_box.lock_person(tx.session, slip.poll_id, slip.pseudonym)
        turn, earlier_channel = await ballot_box.in_force(tx.session, slip.poll_id, slip.pseudonym)
        await ballot_box.append(tx.session, slip, turn + 1)
        tx.announce(
            BallotReplaced(
                poll_id=slip.poll_id, earlier_channel=earlier_channel, channel=slip.channel, area_id=slip.area_id
            )
        )
