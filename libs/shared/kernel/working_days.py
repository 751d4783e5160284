"""Working days: the days on which a town hall is open."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_A_DAY = timedelta(days=1)
_LAST_MOMENT = time(23, 59, 59)
MOST_DAYS = 1000
"""The longest deadline, in working days: about four years."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A council's working days.

    Attributes:
        weekend: the days of the week that are none, Monday is 1 and Sunday 7; at least one day of the week is left.
        holidays: the public holidays.
    """

    weekend: frozenset[int] = frozenset({6, 7})
    holidays: frozenset[date] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether it is worked on the day."""
        return day.isoweekday() not in self.weekend and day not in self.holidays

    def after(self, day: date, working_days: int) -> date:
        """The last of so many working days, of which the first is the one after the day."""
        for _ in range(working_days):
            day += _A_DAY
            while not self.holds(day):
                day += _A_DAY
        return day


def due_at(since: datetime, working_days: int, calendar: WorkingDays, zone: ZoneInfo) -> datetime:
    """The last moment at which something is in time that has so many working days from a moment on."""
    last = calendar.after(since.astimezone(zone).date(), working_days)
    return datetime.combine(last, _LAST_MOMENT, zone)
