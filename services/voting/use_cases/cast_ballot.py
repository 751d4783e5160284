"""Somebody with a permit votes."""

from dataclasses import dataclass, field

from services.voting.domain.ballot import Ballot, Choices, Points, fill_in
from services.voting.domain.ballot_errors import BallotWasAlreadyCast, ChannelIsNotOffered, PollIsNotOpen
from services.voting.domain.poll import Poll
from services.voting.domain.slip import fold, receipt_of
from services.voting.use_cases.polling_station import PollingStation, Verdict
from services.voting.use_cases.replace_ballot import replace_ballot


@dataclass(frozen=True, slots=True)
class CastBallot:
    """What a person hands in: the permit, and choices or points, as the poll's method asks."""

    permit: str = field(repr=False)
    choices: Choices | None = field(default=None, repr=False)
    points: Points | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class BallotInTheBox:
    """What the person may know of the ballot: it is stored for good."""

    poll: Poll
    ballot: Ballot = field(repr=False)
    receipt: str
    is_replacement: bool


async def cast_ballot(command: CastBallot, station: PollingStation) -> BallotInTheBox:
    """The ballot, durably in the box; concurrent ones share a commit.

    Raises:
        PermitIsNotValid, PollIsNotOpen, ChannelIsNotOffered, BallotWasAlreadyCast, BallotBoxIsOutOfReach: if it was
            not taken.
        DomainError: Those of ``ballot_errors.py`` if the ballot breaks a rule of the paper.
    """
    permit = await station.read_permit(command.permit)
    poll = await station.paper_of(permit.poll_id)
    if permit.channel not in poll.terms.channels:
        raise ChannelIsNotOffered(permit.channel)
    ballot = fill_in(poll, command.choices, command.points)
    slip = fold(permit, ballot)
    verdict = await station.cast(slip)
    if verdict is Verdict.NOT_OPEN:
        raise PollIsNotOpen(poll.poll_id)
    if verdict is Verdict.HAS_VOTED:
        if not poll.terms.may_replace:
            raise BallotWasAlreadyCast
        await replace_ballot(slip, station.database)
    return BallotInTheBox(poll, ballot, receipt_of(slip.commitment), is_replacement=verdict is Verdict.HAS_VOTED)
