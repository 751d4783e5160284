"""What an attempt came to, when to try again, and when to give up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
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
_GONE, _TOO_MANY, _UNAVAILABLE = 410, 429, 503
# The server before theirs says that theirs is not there: every event would fare alike.
_AWAY = (_TOO_MANY, 502, _UNAVAILABLE, 504)
_SAY_WHEN = (_TOO_MANY, _UNAVAILABLE)
_A_DAY_IN_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: the status if there was an answer, and the beginning of what it said."""

    outcome: Outcome
    status: int | None = None
    answer: str = ""
    took_ms: int = 0
    retry_after: timedelta | None = None
    """How long the subscriber asked us to wait, if it said."""

    @property
    def pause_asked(self) -> timedelta | None:
        """How long nothing is sent, because the subscriber said so with an answer that such a word belongs to."""
        return self.retry_after if self.status in _SAY_WHEN else None

    @property
    def is_away(self) -> bool:
        """Whether an answer said that nothing can be taken just now: whatever else is sent would fare alike."""
        return self.status in _AWAY

    @property
    def is_accepted(self) -> bool:
        return self.outcome == "accepted"

    @property
    def is_of_all(self) -> bool:
        """Whether the subscriber is not there at all, so that whatever else waits would fare alike."""
        return self.status is None or self.is_away


@dataclass(frozen=True, slots=True)
class Failing:
    """A row of failures: how many, since when, and when it is tried again."""

    attempts: int = 0
    since: datetime | None = None
    next_at: datetime | None = None

    def again(self, now: datetime, asked: timedelta | None = None) -> "Failing":
        """One failure more. A pause that was asked for is kept within the shortest and the longest of ours."""
        pause = _PAUSES[min(self.attempts, len(_PAUSES) - 1)]
        if asked is not None:
            pause = min(max(asked, _PAUSES[0]), _PAUSES[-1])
        return Failing(self.attempts + 1, self.since or now, now + pause)

    def is_hopeless(self, now: datetime) -> bool:
        """Whether it has failed for so long that nobody is there any more."""
        return self.since is not None and now - self.since >= GIVE_UP_AFTER


# As HTTP has them: the first digit of a status.
_BY_CLASS: Mapping[int, Outcome] = {2: "accepted", 3: "redirected"}


def pause_in(retry_after: str | None, now: datetime) -> timedelta | None:
    """The pause that a ``Retry-After`` asks for, in seconds or until a date; none where it cannot be read.

    Source: RFC 9110, 10.2.3.
    """
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(int(said[:9]), _A_DAY_IN_SECONDS))
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError, IndexError):  # a year of twenty digits, words in odd places
        return None
    return max(timedelta(), min(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta(days=1)))


def outcome_of(status: int) -> Outcome:
    """What an answer of this status means."""
    if status == _GONE:
        return "gone"
    return _BY_CLASS.get(status // 100, "refused")
