import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.calendar import last_day
from libs.shared.kernel.clock import SystemClock
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.money import AmountIsNotMoney, as_decimal, minor_digits, parse_cents

CURRENCIES = st.sampled_from(["EUR", "PLN", "JPY", "KWD"])


def test_ids_are_unique_and_of_version_7() -> None:
    ids = [new_id() for _ in range(20_000)]

    assert len(set(ids)) == len(ids)
    assert {one.version for one in ids} == {7}
    assert {one.variant for one in ids} == {"specified in RFC 4122"}


def test_an_id_made_later_sorts_behind_one_made_earlier() -> None:
    before, started = new_id(), time.time_ns() // 1_000_000
    while time.time_ns() // 1_000_000 <= started + 1:
        pass

    assert before < new_id()


def test_an_id_holds_the_millisecond_of_its_making() -> None:
    earliest = time.time_ns() // 1_000_000
    made_at = new_id().int >> 80
    latest = time.time_ns() // 1_000_000

    assert earliest <= made_at <= latest


def test_the_clock_tells_utc() -> None:
    offset = SystemClock().now().utcoffset()

    assert offset is not None
    assert not offset


@given(st.integers(0, 10**12), CURRENCIES, st.sampled_from([".", ","]))
def test_an_amount_written_out_is_read_back(cents: int, currency: str, point: str) -> None:
    written = f"{as_decimal(cents, currency):f}".replace(".", point)

    assert parse_cents(written, currency) == cents


@given(st.integers(0, 10**15), CURRENCIES)
def test_an_amount_is_exact(cents: int, currency: str) -> None:
    assert as_decimal(cents, currency) * 10 ** minor_digits(currency) == Decimal(cents)


@given(st.text())
def test_any_text_is_an_amount_or_named_as_none(text: str) -> None:
    try:
        cents = parse_cents(text, "EUR")
    except AmountIsNotMoney:
        return

    assert cents >= 0


@pytest.mark.parametrize(
    ("text", "currency", "cents"),
    [
        ("12", "EUR", 1200),
        ("12,5", "EUR", 1250),
        ("12.50", "EUR", 1250),
        (" 1 250,00 ", "PLN", 125_000),
        ("1\N{NO-BREAK SPACE}250", "PLN", 125_000),
        ("1\N{NARROW NO-BREAK SPACE}250", "PLN", 125_000),
        ("1000", "JPY", 1000),
        ("0", "EUR", 0),
        ("1.234", "KWD", 1234),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, currency: str, cents: int) -> None:
    assert parse_cents(text, currency) == cents


@pytest.mark.parametrize(
    "text", ["", "-1", "1.234", "1,234.50", "1.234,50", "NaN", "Infinity", "1e3", "1e999999999", "1_000", "ten", "5 €"]
)
def test_what_is_no_plain_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountIsNotMoney):
        parse_cents(text, "EUR")


def test_a_calendar_ends_with_the_last_of_its_phases() -> None:
    earlier, later = date(2027, 2, 28), date(2027, 6, 21)

    assert last_day([later, earlier]) == later


def test_a_calendar_with_an_endless_phase_never_ends_nor_does_an_empty_one() -> None:
    assert last_day([date(2027, 2, 28), None]) is None
    assert last_day([]) is None
