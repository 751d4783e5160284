"""What officers look at before they certify: the count, and the numbers that must agree."""

from dataclasses import dataclass
from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.overrides import as_decided
from services.voting.domain.errors import PollIsNotCounted
from services.voting.domain.polls.poll import Poll
from services.voting.domain.tally import draw_lots
from services.voting.storage import outcomes, polls, rounds, sealed_box

_WITH_A_COUNT = ("counted", "certified", "announced")


@dataclass(frozen=True, slots=True)
class Counted:
    """A poll with its count.

    Args:
        slips: All ballots in the box, those that were replaced by a later one among them.
        electorate: How many on the roll may vote, if that is known.
        lot: The projects' numbers as the lot has drawn them.
    """

    poll: Poll
    outcome: Published
    slips: int
    electorate: int | None
    lot: tuple[int, ...]


async def read_counted(poll_id: UUID, database: Database) -> Counted:
    """The count of a poll, announced or not.

    Raises:
        NoSuchPoll: if there is no such poll.
        PollIsNotCounted: if no count of it stands.
    """
    async with database.reading() as session:
        poll = await polls.find(session, poll_id)
        if poll.state not in _WITH_A_COUNT or poll.lot_seed is None:
            raise PollIsNotCounted(poll.state)
        roll = await rounds.roll(session, poll.fund.round_id)
        return Counted(
            poll,
            as_decided(poll, await outcomes.find(session, poll_id)),
            await sealed_box.slips(session, poll_id),
            roll.electorate(poll.fund.area_id) if roll else None,
            tuple(int(number) for number in draw_lots(poll.lot_seed, [str(line.number) for line in poll.paper])),
        )
