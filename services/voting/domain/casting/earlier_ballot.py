"""What a person has in the box already, and whether what they hand in now is the same once more."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.voting.domain.casting.slip import Slip
from services.voting.domain.polls.poll import Channel


@dataclass(frozen=True, slots=True)
class EarlierBallot:
    """A ballot of the person who hands in another. The one with the highest turn is in force."""

    turn: int
    mark: bytes | None = field(repr=False)
    choices: str = field(repr=False)
    channel: Channel
    commitment: bytes = field(repr=False)


def repeated_by(slip: Slip, earlier: Sequence[EarlierBallot]) -> EarlierBallot | None:
    """The ballot that the slip merely repeats, so that its receipt is the answer; None if it is another ballot.

    Answers get lost, people press twice, and telephone networks deliver twice. The same permit, or text, with the same
    choices is never a new ballot, not even after a newer one. Nor is whatever says the same as the ballot in force.
    """
    of_the_same = (one for one in earlier if one.mark == slip.mark and one.choices == slip.choices)
    in_force = max(earlier, key=lambda one: one.turn)
    return next(of_the_same, in_force if in_force.choices == slip.choices else None)
