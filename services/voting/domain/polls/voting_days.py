"""The days on which a round's calendar has its vote. No poll of the round may be open on another day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class VotingDays:
    """From the first day to the last, on the council's clock; without a last day they never end."""

    first: date
    last: date | None
    time_zone: str

    def hold(self, opens_at: datetime, closes_at: datetime) -> bool:
        """Whether a poll that is open from the one moment to the other is open on these days alone."""
        opens_on, closes_on = self.opening_day(opens_at), self.closing_day(closes_at)
        return self.first <= opens_on and (self.last is None or closes_on <= self.last)

    def opening_day(self, opens_at: datetime) -> date:
        """The day on which a poll opens, as people in town say it."""
        return opens_at.astimezone(ZoneInfo(self.time_zone)).date()

    def closing_day(self, closes_at: datetime) -> date:
        """The last day on which a poll is open: one that closes at midnight closes on the day that ends."""
        return (closes_at - _MOMENT).astimezone(ZoneInfo(self.time_zone)).date()
