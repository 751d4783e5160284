from fractions import Fraction

import pytest

from services.voting.domain.tally.pb.decimals import format_amount, missing, missing_units, parse_amount, rounded


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("748772,64", (74877264, 2)),
        (" 12.5 ", (125, 1)),
        ("-0.5", (-5, 1)),
        ("+7", (7, 0)),
        ("9" * 18, (10**18 - 1, 0)),
        ("1." + "0" * 9, (10**9, 9)),
    ],
)
def test_a_plain_decimal_is_read_exactly(text: str, amount: tuple[int, int]) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize("text", ["", "x", "1e3", "1.", ".5", "1 000", "1,2,3", "9" * 19, "1." + "0" * 10, "٣", "1.٣"])
def test_what_is_no_plain_decimal_of_western_digits_is_none(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("amount", "digits", "text"),
    [(74877264, 2, "748772.64"), (-5, 1, "-0.5"), (0, 2, "0.00"), (7, 3, "0.007"), (-7, 0, "-7"), (0, 0, "0")],
)
def test_an_amount_is_written_with_all_its_digits(amount: int, digits: int, text: str) -> None:
    assert format_amount(amount, digits) == text


def test_a_fraction_is_rounded_to_even_halves_for_reading() -> None:
    told = [rounded(Fraction(number, 1000), 2) for number in (1005, 1015, 1016, -1016)]

    assert told == ["1.00", "1.02", "1.02", "-1.02"]
    assert rounded(Fraction(5, 2), 0) == "2"


def test_what_is_missing_is_never_told_as_nothing() -> None:
    assert [missing(Fraction(number, 1000), 2) for number in (1, 0, 14, 1016)] == ["0.01", "0.00", "0.01", "1.02"]
    assert [missing_units(Fraction(number, 4)) for number in (0, 1, 3, 9)] == [0, 1, 1, 2]
