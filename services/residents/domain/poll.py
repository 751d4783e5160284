"""Polls as residents sees them: who may ask for a permit, and for which poll."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.residents.domain.errors import (
    AreaHasNoVote,
    ChannelIsNotOffered,
    PollIsNotOpen,
    PollState,
    SeveralPollsAreOpen,
)


@dataclass(frozen=True, slots=True)
class PollForPerson:
    """A poll of a person's round: whether the person's area has a vote in it, and whether the code was used in it."""

    poll_id: UUID
    state: PollState
    opens_at: datetime
    channels: Sequence[str]
    has_vote: bool
    key_fingerprint: bytes | None
    is_marked: bool = False


def the_poll_to_vote_in(polls: Sequence[PollForPerson], channel: str) -> PollForPerson:
    """The one poll of these in which the person can vote now through the channel.

    Raises:
        PollIsNotOpen: if none is open.
        AreaHasNoVote: if the open ones are for other areas.
        ChannelIsNotOffered: if the open ones do not take the channel.
        SeveralPollsAreOpen: if the person must choose.
    """
    opened = [poll for poll in polls if poll.state == "open"]
    if not opened:
        raise _why_none_is_open(polls)
    with_vote = [poll for poll in opened if poll.has_vote]
    if not with_vote:
        raise AreaHasNoVote
    offered = [poll for poll in with_vote if channel in poll.channels]
    if not offered:
        raise ChannelIsNotOffered(sorted({each for poll in with_vote for each in poll.channels}))
    if len(offered) > 1:
        raise SeveralPollsAreOpen([poll.poll_id for poll in offered])
    return offered[0]


def _why_none_is_open(polls: Sequence[PollForPerson]) -> PollIsNotOpen:
    coming = [poll for poll in polls if poll.state == "published"]
    if coming:
        return PollIsNotOpen("published", min(poll.opens_at for poll in coming))
    if polls:
        last = max(polls, key=lambda poll: poll.opens_at)
        return PollIsNotOpen(last.state, last.opens_at)
    return PollIsNotOpen(None, None)
