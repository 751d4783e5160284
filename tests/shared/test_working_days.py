from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from libs.shared.kernel.working_days import WorkingDays, due_at

BERLIN = ZoneInfo("Europe/Berlin")
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})


@pytest.mark.parametrize(
    ("since", "days", "last"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 1)),
        (date(2026, 12, 4), 1, date(2026, 12, 7)),  # a Friday: the weekend is no working time
        (date(2026, 12, 5), 1, date(2026, 12, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
    ],
)
def test_a_deadline_passes_over_weekends_and_holidays(since: date, days: int, last: date) -> None:
    assert WorkingDays(holidays=CHRISTMAS).after(since, days) == last


def test_a_council_may_rest_on_other_days() -> None:
    assert WorkingDays(weekend=frozenset({5, 6})).after(date(2026, 12, 3), 1) == date(2026, 12, 6)


def test_the_day_is_the_councils_own_and_ends_when_it_ends_there() -> None:
    late_on_sunday_in_london = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)  # Monday in Berlin

    due = due_at(late_on_sunday_in_london, 1, WorkingDays(), BERLIN)

    assert due == datetime(2026, 12, 1, 23, 59, 59, tzinfo=BERLIN)
