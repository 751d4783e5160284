"""Amounts as people write them: read where there is one sensible reading, and never guessed."""

import pytest

from services.voting.domain.tally import FileIsNotPabulib
from services.voting.domain.tally.pb.amounts import is_plain, read_amount, read_number, scaled
from tests.voting.tally.reading.files import read_with


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("900 \u20ac", ""),
        ("900 \u20ac", "EUR"),
        ("\u20ac900", "EUR"),
        ("900 eur", ""),
        ("EUR 900", "EUR"),
        ("900 Z\u0142", "PLN"),
        ("CHF 900.-", "CHF"),
        ("900 $", "USD"),
        ("\u00a3 900", "GBP"),
        ("900 kr", "SEK"),
        (" 900 Ft ", "HUF"),
        ("900 K\u010d", "CZK"),
        ("Fr. 900", "CHF"),
    ],
)
def test_the_currency_may_stand_on_one_side_of_the_amount(written: str, currency: str) -> None:
    assert read_amount(written, 2, currency) == read_amount(written) == (900, 0)


@pytest.mark.parametrize(
    ("written", "currency"),
    [("900 \u20ac", "USD"), ("900 USD", "EUR"), ("900 XYZ", ""), ("900 m", ""), ("\u20ac 900 \u20ac", "EUR")],
)
def test_an_amount_in_another_currency_or_beside_another_word_is_no_amount(written: str, currency: str) -> None:
    told = f"{written!r} is not a number; write it in plain digits, as in 10000 or 10000.50"

    assert read_amount(written, 2, currency) == told


def test_a_group_of_three_is_thousands_or_decimals_unless_the_currency_has_three() -> None:
    two = "'10.000' can mean 10000 or 10.000; write 10000 or 10"

    assert read_amount("10.000") == read_amount("10.000", 2) == two
    assert read_amount("10.000", 3) == (10_000, 3)
    assert read_amount("10,000", 3) == two.replace("'10.000'", "'10,000'")
    assert read_amount("0.500") == (500, 3)
    assert read_amount("100.100") == "'100.100' can mean 100100 or 100.100; write 100100 or 100.1"


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("-10.5", (-105, 1)),
        ("10 000", (10_000, 0)),
        ("10'000.50", (1_000_050, 2)),
        ("10_000,5", (100_005, 1)),
        ("1,000,000", (1_000_000, 0)),
        ("1000.", (1000, 0)),
        ("1000,--", (1000, 0)),
        (".5", (5, 1)),
        ("\uff11\uff10", (10, 0)),
    ],
)
def test_what_has_one_reading_is_read_exactly(written: str, amount: tuple[int, int]) -> None:
    assert read_amount(written) == amount


def test_a_number_may_stand_in_any_scripts_digits_and_raised_or_circled_digits_are_none() -> None:
    assert read_number("12,5") == (125, 1)
    assert read_number("\u0661\u0662") == (12, 0)
    assert [read_number(text) for text in ("5\u00b2", "\u2460", "\u2460\u2461", "10 000", "ten", "")] == [None] * 6


def test_plain_digits_need_no_word() -> None:
    assert all(map(is_plain, ["10", " -10.5 ", "+3", "1.123456789"]))
    assert not any(map(is_plain, ["10,5", "\u0661", "1 0", "1.", "", "1.1234567890"]))


def test_amounts_are_scaled_to_the_finest_unit() -> None:
    assert (scaled((15, 1), 2), scaled((15, 1), 1), scaled((-3, 0), 2)) == (150, 15, -300)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10,000", "'10,000' can mean 10000 or 10.000; write 10000 or 10"),
        ("10.500", "'10.500' can mean 10500 or 10.500; write 10500 or 10.5"),
        ("ten", "'ten' is not a number; write it in plain digits, as in 10000 or 10000.50"),
        ("10,00,000", "'10,00,000' is not a number"),
        ("1e4", "'1e4' is not a number"),
        ("10%", "'10%' is not a number"),
    ],
)
@pytest.mark.parametrize("place", ["budget;1000", "1;400"])
def test_an_amount_without_one_reading_is_refused(place: str, written: str, said: str) -> None:
    key = place.split(";", maxsplit=1)[0]

    with pytest.raises(FileIsNotPabulib) as refusal:
        read_with((place, f"{key};{written}"))

    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("10000", (10000, 0)),
        ("10000,50", (1000050, 2)),
        ("10 000", (10000, 0)),
        ("10\u00a0000,50", (1000050, 2)),
        ("10'000.50", (1000050, 2)),
        ("1,000,000", (1000000, 0)),
        ("1.000.000", (1000000, 0)),
        ("10.000,5", (100005, 1)),
        ("10,000.50", (1000050, 2)),
    ],
)
def test_an_amount_with_one_reading_is_read(written: str, amount: tuple[int, int]) -> None:
    file = read_with(("budget;1000", f"budget;{written}"))

    assert (file.instance.budget, file.instance.digits) == amount


def test_three_decimals_are_no_thousands_in_a_currency_that_has_three() -> None:
    file = read_with(("budget;1000", "budget;500.000"), ("country;Poland", "currency;KWD"))

    assert (file.instance.budget, file.instance.digits) == (500_000, 3)


@pytest.mark.parametrize("threshold", ["10%", "abc", "1,000"])
def test_a_threshold_that_cannot_be_read_is_refused_not_dropped(threshold: str) -> None:
    with pytest.raises(FileIsNotPabulib) as refusal:
        read_with(("max_length;2", f"min_project_score_threshold;{threshold}"))

    assert refusal.value.line == 11
    if "%" in threshold:
        assert "write a number, such as 1 if 10% of the ballots is meant" in refusal.value.reason
