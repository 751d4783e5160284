"""Which time polls open and close by: the database's, unless it jumps.

A clock that was set a day ahead by mistake, if only for seconds, would close polls for good. So the time that the
database tells is compared with time as it passes (the monotonic clock). Where they part, time is believed to have just
gone on, until the new time has held for a while: a machine that slept through a day wakes up to it, a mistake is gone.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

_A_JUMP = timedelta(seconds=5)
_HOLDS_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the database told at a moment of the monotonic clock."""

    told: datetime
    ticks: float

    def at(self, ticks: float) -> datetime:
        """What it would tell at that moment if time had just gone on."""
        return self.told + timedelta(seconds=ticks - self.ticks)


@dataclass(slots=True)
class BelievedTime:
    """The time to act by, look after look. ``jump`` is by how much the database's differs from it, zero mostly."""

    jump: timedelta = timedelta(0)
    _believed: _Look | None = field(default=None, init=False)
    _jumped: _Look | None = field(default=None, init=False)

    def now(self, told: datetime, ticks: float) -> datetime:
        """The time, if the database tells this one at that moment of the monotonic clock."""
        if self._believed is None or _agree(self._believed.at(ticks), told):
            return self._believe(told, ticks)
        if self._jumped is None or not _agree(self._jumped.at(ticks), told):
            self._jumped = _Look(told, ticks)
        elif ticks - self._jumped.ticks >= _HOLDS_AFTER.total_seconds():
            return self._believe(told, ticks)
        self.jump = told - self._believed.at(ticks)
        return self._believed.at(ticks)

    def _believe(self, told: datetime, ticks: float) -> datetime:
        self._believed, self._jumped, self.jump = _Look(told, ticks), None, timedelta(0)
        return told


def _agree(one: datetime, other: datetime) -> bool:
    return abs(one - other) <= _A_JUMP
