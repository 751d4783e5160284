"""How numbers, money, dates and messages are said in one language."""

from datetime import UTC, date, datetime
from decimal import Decimal
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)

from gateways.web.words.catalogue import translations
from gateways.web.words.message import Message, say
from libs.shared.kernel.money import as_decimal, minor_digits

Moment = date | datetime | str
"""A day or a point in time, as Python or as JSON has it."""

_UNGROUPED = 3
"""So many digits stand together in every language."""


class Speech:
    """One language's way of saying figures, on the council's clock.

    ``of_options`` says of options whatever is said of projects: on pages about a poll that funds nothing.
    """

    def __init__(self, language: str, zone: ZoneInfo, *, of_options: bool = False) -> None:
        self.language, self._of_options = language, of_options
        # Day before month in English too: the product speaks to European councils.
        self._locale = Locale.parse("en_GB" if language == "en" else language)
        self._zone = zone
        self._affixes: dict[str, tuple[str, str]] = {}
        self._decimal_sign, self._group_sign = self.decimal_sign, self.group_sign
        self._gettext = self.translations.gettext
        self._signs = str.maketrans({",": self.group_sign, ".": self.decimal_sign})

    @property
    def translations(self) -> NullTranslations:
        return translations(self.language, of_options=self._of_options)

    def message(self, message: Message | str) -> str:
        """The message in the reader's words; a plain string passes as it is."""
        if not isinstance(message, Message):
            return message
        if not message.of_many and not message.has_amounts:  # a page of results says thousands of these
            return self._gettext(message.text) % message.places
        amounts = {name: self.money(one.cents, one.currency) for name, one in message.amounts}
        return message.said_in(self.translations, amounts)

    def number(self, value: float) -> str:
        """``12,345`` or ``12.345``."""
        if isinstance(value, int):  # a page of results says thousands of them
            return f"{value:,}".translate(self._signs)
        return format_decimal(value, locale=self._locale)

    def exact(self, value: Decimal) -> str:
        """The number with all its decimals but idle zeros."""
        return f"{value.normalize():,f}".translate(self._signs)

    def share(self, value: float) -> str:
        """``38%`` for 0.38."""
        return format_percent(value, locale=self._locale)

    def money(self, cents: int, currency: str) -> str:
        """The amount with its currency; whole amounts without decimals."""
        return self.amount(as_decimal(cents, currency), currency)

    def amount(self, amount: Decimal, currency: str) -> str:
        """The same of an amount in the currency's major unit, which may be finer than its minor one.

        A page of results says thousands, so what stands around the number is asked for once for each currency.
        """
        places = -int(amount.as_tuple().exponent)
        digits = 0 if amount == amount.to_integral_value() else max(minor_digits(currency), places)
        before, after = self._around(currency)
        number = f"{abs(amount):,.{digits}f}".translate(self._signs)
        return f"{'-' if amount < 0 else ''}{before}{number}{after}"

    def amount_in(self, text: str, currency: str) -> str:
        """The same of an amount in plain digits, as stories tell them.

        Said without a ``Decimal``: the results of 500 projects say five thousand.
        """
        minus = "-" if text.startswith("-") else ""
        whole, _, decimals = text[len(minus) :].partition(".")
        before, after = self._around(currency)
        number = whole if len(whole) <= _UNGROUPED else self._grouped(whole)
        if decimals.strip("0"):
            number = f"{number}{self._decimal_sign}{decimals.ljust(minor_digits(currency), '0')}"
        return f"{minus}{before}{number}{after}"

    def _grouped(self, digits: str) -> str:
        if len(digits) <= _UNGROUPED:
            return digits
        return f"{self._grouped(digits[:-_UNGROUPED])}{self._group_sign}{digits[-_UNGROUPED:]}"

    def amount_to_edit(self, cents: int, currency: str) -> str:
        """The amount as one types it into a form; it is read back by ``amounts``."""
        return f"{as_decimal(cents, currency):f}".removesuffix(".00").replace(".", self.decimal_sign)

    @property
    def decimal_sign(self) -> str:
        """What stands before decimals: a point or a comma."""
        return get_decimal_symbol(self._locale)

    @property
    def group_sign(self) -> str:
        """What stands between thousands."""
        return get_group_symbol(self._locale)

    def currency_sign(self, currency: str) -> str:
        """``€`` for EUR."""
        return get_currency_symbol(currency, locale=self._locale)

    def day(self, value: Moment) -> str:
        """``Sunday, 13 December 2026``."""
        return format_date(self.on_the_calendar(value), format="full", locale=self._locale)

    def long_date(self, value: Moment) -> str:
        """``13 December 2026``."""
        return format_date(self.on_the_calendar(value), format="long", locale=self._locale)

    def short_date(self, value: Moment) -> str:
        """``13 Dec``, for places where the year is plain."""
        pattern = "d. MMM" if self.language == "de" else "d MMM"
        return format_date(self.on_the_calendar(value), format=pattern, locale=self._locale)

    def moment(self, value: Moment) -> str:
        """``Sunday, 13 December 2026, 18:00``, on the council's clock."""
        between = " um " if self.language == "de" else ", "
        return f"{self.day(value)}{between}{self.hour(value)}"

    def short_moment(self, value: Moment) -> str:
        """``13 Dec, 18:00``."""
        return f"{self.short_date(value)}, {self.hour(value)}"

    def hour(self, value: Moment) -> str:
        """``18:00``, in German ``18:00 Uhr``.

        Of an hour that comes twice in the night when the clocks are put back, which of the two it is.
        """
        here = self._here(value)
        pattern = "HH:mm\N{NO-BREAK SPACE}'Uhr'" if self.language == "de" else "short"
        hour = format_time(here, format=pattern, locale=self._locale)
        if here.replace(fold=0).utcoffset() == here.replace(fold=1).utcoffset():
            return hour
        if here.fold:
            return self.message(say("%(hour)s (after the clocks were put back)", hour=hour))
        return self.message(say("%(hour)s (before the clocks are put back)", hour=hour))

    def machine_moment(self, value: Moment) -> str:
        """The moment as the ``datetime`` attribute of ``<time>`` has it."""
        return value if isinstance(value, str) else value.isoformat()

    def on_the_calendar(self, value: Moment) -> date:
        """The day it is in the council's town."""
        if isinstance(value, str) and "T" not in value:
            return date.fromisoformat(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        return self._here(value).date()

    def _here(self, value: Moment) -> datetime:
        moment = datetime.fromisoformat(str(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(self._zone)

    def _around(self, currency: str) -> tuple[str, str]:
        if currency not in self._affixes:
            pattern: str = self._locale.currency_formats["standard"].pattern
            if get_currency_symbol(currency, locale=self._locale).isalpha():
                pattern = pattern.replace("¤#", "¤\N{NO-BREAK SPACE}#")
            pattern = pattern.replace("0.00", "0")
            one = format_currency(1, currency, pattern, locale=self._locale, currency_digits=False)
            before, _, after = one.partition("1")
            self._affixes[currency] = before, after
        return self._affixes[currency]
