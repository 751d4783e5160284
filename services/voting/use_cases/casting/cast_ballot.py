"""Somebody with a permit votes."""

from dataclasses import dataclass, field

from services.voting.domain.casting.ballot import Ballot, demand_standing
from services.voting.domain.casting.ballot_errors import ChannelIsNotOffered, PermitIsNotValid, PollIsNotOpen
from services.voting.domain.casting.kinds import HandedIn, fill_in
from services.voting.domain.casting.papers_of_areas import demand_one_paper
from services.voting.domain.casting.slip import Slip, fold, mark_of, receipt_of
from services.voting.domain.polls.poll import Poll
from services.voting.use_cases.casting.polling_station import BoxAnswer, PollingStation
from services.voting.use_cases.casting.replace_ballot import InTheBox, ballot_repeated_by, replace_ballot


@dataclass(frozen=True, slots=True)
class CastBallot:
    """What a person hands in: the permit, and a ballot as the poll's method asks.

    ``delivery`` is the hashed id of the text message that it came in, if it came in one.
    """

    permit: str = field(repr=False)
    handed_in: HandedIn = field(repr=False)
    delivery: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class BallotInTheBox:
    """What the person may know of the ballot: it is stored for good. A later one may have replaced it already."""

    poll: Poll
    ballot: Ballot = field(repr=False)
    receipt: str
    is_replacement: bool
    is_in_force: bool


async def cast_ballot(command: CastBallot, station: PollingStation) -> BallotInTheBox:
    """The ballot, durably in the box; concurrent ones share a commit. Handed in again, it is the same ballot.

    Raises:
        PermitIsNotValid, PollIsNotOpen, ChannelIsNotOffered, BallotWasAlreadyCast, BallotStands, BallotBoxIsOutOfReach:
            if it was not taken.
        DomainError: Those of ``ballot_errors.py`` if the ballot breaks a rule of the paper.
    """
    permit = await station.read_permit(command.permit)
    poll = await station.paper_of(permit.poll_id)
    if permit.is_test is not poll.is_rehearsal:
        # Residents give neither for the other. Should they ever, it does not come into the box.
        raise PermitIsNotValid
    if permit.channel not in poll.terms.channels:
        raise ChannelIsNotOffered(permit.channel)
    ballot = fill_in(poll, command.handed_in)
    demand_one_paper(poll, ballot, permit.area_id)
    slip = fold(permit, ballot, mark_of(poll.poll_id, command.delivery or command.permit))
    if not poll.withdrawn.keys().isdisjoint(ballot.numbers):
        stored = await _repeated(slip, ballot, poll, station)
    else:
        stored = await _hand_in(slip, poll, station)
    return BallotInTheBox(poll, ballot, receipt_of(stored.commitment), stored.turn > 1, stored.is_in_force)


async def _repeated(slip: Slip, ballot: Ballot, poll: Poll, station: PollingStation) -> InTheBox:
    """What was cast before a project was withdrawn stands, and whoever hands it in again gets the same receipt."""
    stored = await ballot_repeated_by(slip, station.database)
    if stored is None:
        demand_standing(poll, ballot)
    assert stored is not None
    return stored


async def _hand_in(slip: Slip, poll: Poll, station: PollingStation) -> InTheBox:
    verdict = await station.cast(slip)
    if verdict is BoxAnswer.NOT_OPEN:
        raise PollIsNotOpen(slip.poll_id)
    if verdict is BoxAnswer.HAS_VOTED:
        return await replace_ballot(slip, poll, station.database)
    return InTheBox(1, is_in_force=True, commitment=slip.commitment)
