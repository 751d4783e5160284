"""The calendar of a round."""

from collections.abc import Sequence
from datetime import date


def last_day(ends: Sequence[date | None]) -> date | None:
    """The last of the days on which the calendar's phases end; none if one never ends, or there is no phase."""
    given = [end for end in ends if end]
    return max(given) if given and len(given) == len(ends) else None
