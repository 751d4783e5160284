"""The kinds of ballot, one line each: how a kind is handed in, filled in, written, and what a voter gains by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from services.voting.domain.casting import filling_in
from services.voting.domain.casting.ballot import Ballot, Writing
from services.voting.domain.casting.ballot_errors import BallotIsOfAnotherMethod
from services.voting.domain.casting.filling_in import Choices, Points, Ranks, Votes
from services.voting.domain.polls.poll import Method, Poll
from services.voting.domain.tally.rule import Utility


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What somebody hands in: one of these, as the poll's method asks."""

    choices: Choices | None = field(default=None, repr=False)
    points: Points | None = field(default=None, repr=False)
    ranks: Ranks | None = field(default=None, repr=False)
    votes: Votes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ballot.

    Args:
        handed_in_as: Where in ``HandedIn`` it comes.
        fill_in: Makes a ballot of what came there, or raises the rule that it breaks.
        writing: How it is written in the box.
        gain: What a voter gains from a funded project under Equal Shares.
    """

    handed_in_as: Literal["choices", "points", "ranks", "votes"]
    fill_in: Callable[[Poll, Any], Ballot]
    writing: Writing
    gain: Utility = Utility.COST


KINDS: Mapping[Method, Kind] = MappingProxyType(
    {
        "approval": Kind("choices", filling_in.chosen, Writing.LISTED),
        "knapsack": Kind("choices", filling_in.bought, Writing.LISTED),
        "points": Kind("points", filling_in.with_points, Writing.MARKED, Utility.POINTS),
        "allocation": Kind("points", filling_in.with_shares, Writing.MARKED, Utility.POINTS),
        "score": Kind("points", filling_in.with_points, Writing.MARKED, Utility.POINTS),
        "ranking": Kind("ranks", filling_in.in_order, Writing.RANKED, Utility.POINTS),
        "for-and-against": Kind("votes", filling_in.for_and_against, Writing.SIGNED),
    }
)


def fill_in(poll: Poll, handed_in: HandedIn) -> Ballot:
    """The ballot, if it keeps to the paper.

    Raises:
        DomainError: Each broken rule has an error of its own in ``ballot_errors.py``.
    """
    kind = KINDS[poll.terms.method]
    came = [name for name in HandedIn.__slots__ if getattr(handed_in, name) is not None]
    if came != [kind.handed_in_as]:
        raise BallotIsOfAnotherMethod(poll.terms.method)
    return kind.fill_in(poll, getattr(handed_in, kind.handed_in_as))


def read_ballot(canonical: str, method: Method, weight: int = 1) -> Ballot:
    """The ballot of the method in its canonical writing, which counts for so many."""
    ballot = Ballot.read(canonical, KINDS[method].writing)
    return ballot if weight == 1 else replace(ballot, weight=weight)
