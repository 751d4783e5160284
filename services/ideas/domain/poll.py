"""A published poll, as much of it as a round must know: nothing of the round may contradict it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll of a round. It is under way until it is decided or cancelled."""

    poll_id: UUID
    round_id: UUID
    fund_id: UUID
    name: str
    opens_at: datetime
    closes_at: datetime
    is_decided: bool = False
    is_cancelled: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether people may still vote in it, or wait for what it decides."""
        return not (self.is_decided or self.is_cancelled)

    def days(self, zone: ZoneInfo) -> tuple[date, date]:
        """The first and the last day on which it is open, on the clock of the zone; midnight ends the day before."""
        return self.opens_at.astimezone(zone).date(), (self.closes_at - _MOMENT).astimezone(zone).date()
