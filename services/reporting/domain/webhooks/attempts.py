"""What an attempt came to, when to try again, and when to give up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Outcome = Literal[
    "accepted", "refused", "redirected", "gone", "timeout", "no-answer", "tls", "no-such-host", "address-not-allowed"
]
Off = Literal["gone", "failing", "secret-lost", "keys-ended", "turned-off"]

State = Literal["waiting", "failing", "delivered"]

GIVE_UP_AFTER = timedelta(days=3)
_PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
)
_GONE, _TOO_MANY = 410, 429
# The server before theirs says that theirs is not there: every event would fare alike.
_AWAY = (_TOO_MANY, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: the status if there was an answer, and the beginning of what it said."""

    outcome: Outcome
    status: int | None = None
    answer: str = ""
    took_ms: int = 0

    @property
    def is_accepted(self) -> bool:
        return self.outcome == "accepted"

    @property
    def is_of_all(self) -> bool:
        """Whether the subscriber is not there at all, so that whatever else waits would fare alike."""
        return self.status is None or self.status in _AWAY


@dataclass(frozen=True, slots=True)
class Failing:
    """A row of failures: how many, since when, and when it is tried again."""

    attempts: int = 0
    since: datetime | None = None
    next_at: datetime | None = None

    def again(self, now: datetime) -> "Failing":
        """One failure more."""
        pause = _PAUSES[min(self.attempts, len(_PAUSES) - 1)]
        return Failing(self.attempts + 1, self.since or now, now + pause)

    def is_hopeless(self, now: datetime) -> bool:
        """Whether it has failed for so long that nobody is there any more."""
        return self.since is not None and now - self.since >= GIVE_UP_AFTER


# As HTTP has them: the first digit of a status.
_BY_CLASS: Mapping[int, Outcome] = {2: "accepted", 3: "redirected"}


def outcome_of(status: int) -> Outcome:
    """What an answer of this status means."""
    if status == _GONE:
        return "gone"
    return _BY_CLASS.get(status // 100, "refused")
