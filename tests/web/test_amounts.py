from zoneinfo import ZoneInfo

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from gateways.web.count.stories import Amounts
from gateways.web.words.amounts import TwoReadings, read_amount
from gateways.web.words.speech import Speech
from libs.shared.kernel.currencies import CURRENCIES
from libs.shared.kernel.money import AmountIsNotMoney, minor_digits

ENGLISH, GERMAN = (Speech(language, ZoneInfo("Europe/Berlin")) for language in ("en", "de"))


@pytest.mark.parametrize(
    ("typed", "speech", "currency", "cents"),
    [
        ("1.234,50 €", GERMAN, "EUR", 123_450),
        ("€1,234.50", ENGLISH, "EUR", 123_450),
        ("€1,234.50", GERMAN, "EUR", 123_450),
        ("1.234,50", ENGLISH, "EUR", 123_450),
        ("1.234", GERMAN, "EUR", 123_400),
        ("1,234", ENGLISH, "EUR", 123_400),
        ("12.5", GERMAN, "EUR", 1_250),
        ("12,5", ENGLISH, "EUR", 1_250),
        ("120000", ENGLISH, "EUR", 12_000_000),
        ("1.234.567", ENGLISH, "EUR", 123_456_700),
        ("1'234.50 CHF", GERMAN, "CHF", 123_450),
        ("1\u202f234,50\u00a0zł", GERMAN, "PLN", 123_450),
        ("EUR 250,-", GERMAN, "EUR", 25_000),
        ("250 Euro", GERMAN, "EUR", 25_000),
        ("250 Euro", ENGLISH, "EUR", 25_000),
        ("250 euros", ENGLISH, "EUR", 25_000),
        ("1.250 Schweizer Franken", GERMAN, "CHF", 125_000),
        ("250,– €", GERMAN, "EUR", 25_000),
        ("¥1,000", ENGLISH, "JPY", 1_000),
        ("1.500", ENGLISH, "KWD", 1_500),
        ("1,500", GERMAN, "KWD", 1_500),
        ("1.500", GERMAN, "KWD", 1_500_000),
        ("０５，５０", GERMAN, "EUR", 550),
        ("\u200e12.50\u200b", ENGLISH, "EUR", 1_250),
    ],
)
def test_an_amount_is_read_in_the_form_in_which_it_is_printed(
    typed: str, speech: Speech, currency: str, cents: int
) -> None:
    assert read_amount(typed, currency, speech) == cents


@pytest.mark.parametrize(
    ("typed", "speech", "currency", "readings"),
    [
        ("1.234", ENGLISH, "EUR", (123_400, 123)),
        ("1,234", GERMAN, "EUR", (123_400, 123)),
        ("10.000", ENGLISH, "EUR", (1_000_000, 1_000)),
        ("10.000", ENGLISH, "JPY", (10_000, 10)),
    ],
)
def test_an_amount_with_two_readings_is_asked_about(
    typed: str, speech: Speech, currency: str, readings: tuple[int, int]
) -> None:
    with pytest.raises(TwoReadings) as two:
        read_amount(typed, currency, speech)

    assert (two.value.larger, two.value.smaller) == readings


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "€",
        "much",
        "-5",
        "5-",
        "1,23,456",
        "12 34",
        "1.2.3",
        "12.5055",
        "5 £",
        "1e3",
        "12.50.50",
        ",5",
        "5.",
        "1 2.5 0",
    ],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    for speech in (ENGLISH, GERMAN):
        with pytest.raises(AmountIsNotMoney):
            read_amount(typed, "EUR", speech)


@given(st.integers(0, 10**13 - 1), st.sampled_from(sorted(CURRENCIES)), st.sampled_from([ENGLISH, GERMAN]))
def test_what_the_pages_print_is_read_back(cents: int, currency: str, speech: Speech) -> None:
    printed, in_a_form = speech.money(cents, currency), speech.amount_to_edit(cents, currency)

    assert read_amount(printed, currency, speech) == cents
    assert read_amount(in_a_form, currency, speech) == cents


def test_minor_digits_are_those_of_the_standard() -> None:
    cash = {currency: get_currency_precision(currency) for currency in CURRENCIES}
    other_than_in_cash = {currency for currency in CURRENCIES if cash[currency] != minor_digits(currency)}

    assert {currency for currency in CURRENCIES if minor_digits(currency) == 3} == {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    }  # fmt: skip
    assert {currency: minor_digits(currency) for currency in ("XPF", "ISK", "UGX", "PYG", "EUR", "HUF")} == {
        "XPF": 0, "ISK": 0, "UGX": 0, "PYG": 0, "EUR": 2, "HUF": 2,
    }  # fmt: skip
    assert not any(minor_digits(currency) < cash[currency] for currency in other_than_in_cash), "none is coarser"


@pytest.mark.parametrize(("amount", "english"), [("638.3", "638.30"), ("638.35", "638.35"), ("4500.00", "4,500")])
def test_on_the_page_that_counts_an_amount_has_two_decimals_or_none(amount: str, english: str) -> None:
    assert Amounts(ENGLISH, "PLN").said(amount) == f"{english}\N{NO-BREAK SPACE}PLN"
    assert Amounts(ENGLISH, "").said(amount) == english
