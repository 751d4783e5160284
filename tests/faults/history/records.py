"""What was done to a platform and what was found in it afterwards, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Choices = tuple[int, ...]
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending of a ballot. Every voter chooses what nobody else does, and never the same a second time.

    Attributes:
        answered_at: when the answer came; never, if none did: then nobody knows what became of it.
        receipt: what it was acknowledged with; empty if it was refused, or no answer came.
    """

    voter: str
    choices: Choices
    sent_at: float
    answered_at: float = NEVER
    receipt: str = ""

    @property
    def is_acknowledged(self) -> bool:
        return bool(self.receipt)

    @property
    def is_in_doubt(self) -> bool:
        return self.answered_at == NEVER


@dataclass(frozen=True, slots=True)
class Sealed:
    """One ballot in the box after closing."""

    receipt: str
    choices: Choices
    was_replaced: bool = False


@dataclass(frozen=True, slots=True)
class VotingDay:
    """One poll: what was sent to it, what was in its box, and what is said of it."""

    attempts: tuple[Attempt, ...]
    box: tuple[Sealed, ...]
    may_replace: bool = True
    receipts: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)
    support: Mapping[int, int] = field(default_factory=dict)
    keys_left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One event, as a journal, a feed or a topic has it."""

    event_id: str
    position: int | None
    key: str
    sequence: int = 0
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Submission:
    """One thing that somebody handed in, an idea, a proposal or an offer, under words that nobody else used."""

    words: str
    acknowledged_as: str = ""
    was_refused: bool = False
