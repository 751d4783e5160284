"""Somebody who has voted votes again: the same once more, or another ballot where the poll allows it."""

from dataclasses import dataclass, field

from libs.shared.platform.storage.database import Database
from services.voting.domain.casting.ballot_errors import BallotStands, BallotWasAlreadyCast, PollIsNotOpen
from services.voting.domain.casting.earlier_ballot import repeated_by
from services.voting.domain.casting.slip import Slip
from services.voting.domain.polls.poll import Poll
from services.voting.storage import ballot_box, polls


@dataclass(frozen=True, slots=True)
class InTheBox:
    """The ballot that a slip came to: where it stands among the person's own, and its commitment."""

    turn: int
    is_in_force: bool
    commitment: bytes = field(repr=False)


async def ballot_repeated_by(slip: Slip, database: Database) -> InTheBox | None:
    """The ballot in the box that the slip repeats, if there is one.

    Raises:
        PollIsNotOpen: if the poll is closed.
    """
    async with database.transaction(is_shown=False) as tx:
        if not await polls.is_open(tx.session, slip.poll_id):
            raise PollIsNotOpen(slip.poll_id)
        earlier = await ballot_box.of_person(tx.session, slip.poll_id, slip.pseudonym)
    repeated = repeated_by(slip, earlier) if earlier else None
    return InTheBox(repeated.turn, repeated is earlier[-1], repeated.commitment) if repeated else None


async def replace_ballot(slip: Slip, poll: Poll, database: Database) -> InTheBox:
    """The ballot that the slip repeats; else the slip itself, in place of the last one, which stays there, superseded.

    Raises:
        PollIsNotOpen: if the poll was closed meanwhile.
        BallotWasAlreadyCast: if it is another ballot, and the poll allows no replacing.
        BallotStands: if the one before came through a channel whose ballots stand.
    """
    async with database.transaction(is_shown=False) as tx:
        if not await polls.is_open(tx.session, slip.poll_id):
            raise PollIsNotOpen(slip.poll_id)
        await ballot_box.lock_person(tx.session, slip.poll_id, slip.pseudonym)
        earlier = await ballot_box.of_person(tx.session, slip.poll_id, slip.pseudonym)
        last = earlier[-1]
        if repeated := repeated_by(slip, earlier):
            return InTheBox(repeated.turn, repeated is last, repeated.commitment)
        if not poll.terms.may_replace:
            raise BallotWasAlreadyCast
        if last.channel in poll.terms.final_channels:
            raise BallotStands(last.channel)
        await ballot_box.append(tx.session, slip, last.turn + 1)
        return InTheBox(last.turn + 1, is_in_force=True, commitment=slip.commitment)
