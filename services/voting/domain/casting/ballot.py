"""A ballot: what one voter chose, and the one way to write it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from services.voting.domain.casting.ballot_errors import ProjectIsWithdrawn
from services.voting.domain.polls.poll import Poll


class Writing(StrEnum):
    """How ballots of a kind are written; each is its own example."""

    LISTED = "3,7,12"
    MARKED = "3=5,7=2"
    RANKED = "12>7>31"
    SIGNED = "-7,+12"


@dataclass(frozen=True, slots=True)
class Ballot:
    """Chosen numbers in ascending order, or where they are ranked the first choice first.

    ``marks`` holds the points of each; where one votes for or against, 1 or -1. ``weight`` is for how many it counts,
    which nobody writes on a ballot: it comes of the channel when the box is closed.
    """

    numbers: tuple[int, ...] = field(repr=False)
    marks: tuple[int, ...] | None = field(default=None, repr=False)
    writing: Writing = Writing.LISTED
    weight: int = 1

    @property
    def canonical(self) -> str:
        """The one way to write this ballot. Two ballots that say the same are written the same."""
        if self.writing is Writing.LISTED:
            return ",".join(map(str, self.numbers))
        if self.writing is Writing.RANKED:
            return ">".join(map(str, self.numbers))
        pairs = zip(self.numbers, self.marks or (), strict=True)
        if self.writing is Writing.SIGNED:
            return ",".join(f"{number * sign:+d}" for number, sign in pairs)
        return ",".join(f"{number}={mark}" for number, mark in pairs)

    @classmethod
    def read(cls, canonical: str, writing: Writing) -> "Ballot":
        """The ballot in its canonical writing."""
        parts = canonical.replace(">", ",").split(",") if canonical else []
        if writing is Writing.MARKED:
            pairs = [part.split("=") for part in parts]
            return cls(tuple(int(number) for number, _ in pairs), tuple(int(mark) for _, mark in pairs), writing)
        signed = [int(part) for part in parts]
        if writing is Writing.SIGNED:
            return cls(tuple(map(abs, signed)), tuple(1 if number > 0 else -1 for number in signed), writing)
        return cls(tuple(signed), None, writing)


def naming_any_of(numbers: Iterable[int]) -> str:
    """A pattern that finds, in canonical writing, the ballots that are for at least one of the projects.

    For Python and PostgreSQL alike: a database looks through millions of ballots without handing out one. A mark of 0,
    or a vote against, is not for a project.
    """
    any_of = "|".join(map(str, sorted(numbers)))
    return rf"(^|[,>+])({any_of})($|[,>]|=[1-9])" if any_of else "^no ballot is written so$"


def demand_standing(poll: Poll, ballot: Ballot) -> None:
    """Nothing, if the ballot chooses no project that was withdrawn from the vote.

    Raises:
        ProjectIsWithdrawn: if it does.
    """
    for number in ballot.numbers:
        if number in poll.withdrawn:
            raise ProjectIsWithdrawn(number)
