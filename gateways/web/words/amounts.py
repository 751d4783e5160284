"""Amounts of money as people type them: in the form in which the pages print them, with or without the currency.

``1.234,50 €`` in German is ``€1,234.50`` in English. What has one sensible reading is read, whoever's custom it
follows; ``1.234`` on an English page has two, and whoever typed it is asked.
"""

import re
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_name, get_currency_symbol

from gateways.web.pages.forms import FilledForm
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech
from libs.shared.kernel.money import AmountIsNotMoney, minor_digits, parse_cents
from libs.shared.kernel.typed_text import plain_signs

# Where "zł", "Kč", "Ft", "kr" and "lei" are at home.
_AT_HOME = ("en", "pl", "cs", "hu", "da", "sv", "nb", "ro", "fr")
_ANYWHERE = ZoneInfo("UTC")
_NUMBER = re.compile(r"[0-9][0-9., ']*")
_BY_THREES = re.compile(r"[1-9][0-9]{0,2}(?P<by>[., '])[0-9]{3}(?:(?P=by)[0-9]{3})*")
_NO_DECIMALS = re.compile(r"[.,] ?-+$")  # "12,-" or "12.--" as price tags have it


class TwoReadings(Exception):
    """The amount could be either, in minor units."""

    def __init__(self, larger: int, smaller: int) -> None:
        super().__init__("The amount could be either of two.")
        self.larger, self.smaller = larger, smaller


def amount_in(form: FilledForm, name: str, typed: str, currency: str, if_none: Message) -> int | None:
    """The typed amount in minor units; none, with what is wrong beside the field."""
    speech = Speech(form.language, _ANYWHERE)
    try:
        return read_amount(typed, currency, speech)
    except AmountIsNotMoney:
        form.refuse(name, if_none)
    except TwoReadings as two:
        one, other = speech.money(two.larger, currency), speech.money(two.smaller, currency)
        words = say("“%(typed)s” could be %(one)s or %(other)s. Please write the one that you mean.", typed=typed,
                    one=one, other=other)  # fmt: skip
        form.refuse(name, words)
    return None


def read_amount(typed: str, currency: str, speech: Speech) -> int:
    """The amount in minor units.

    Raises:
        AmountIsNotMoney: if it is no amount that the currency can express.
        TwoReadings: if it is two.
    """
    number = _without_currency(plain_signs(typed), currency, speech)
    if not _NUMBER.fullmatch(number):
        raise AmountIsNotMoney(typed, currency)
    whole, point, decimals = _parted(number, currency, speech)
    is_parted = any(each in whole for each in "., '")
    if (is_parted and not _BY_THREES.fullmatch(whole)) or (point and not decimals.isdecimal()):
        raise AmountIsNotMoney(typed, currency)
    digits = "".join(each for each in whole if each.isdecimal())
    return parse_cents(f"{digits}.{decimals}" if point else digits, currency)


def _without_currency(text: str, currency: str, speech: Speech) -> str:
    spoken = {get_currency_name(currency, count, speech.language) for count in (1, 2)}
    names = {*spoken, currency, speech.currency_sign(currency), *(get_currency_symbol(currency, at) for at in _AT_HOME)}
    for name in sorted((plain_signs(name) for name in names), key=len, reverse=True):
        for shown in (name, name.upper(), name.lower(), name.capitalize()):
            text = text.removeprefix(shown).removesuffix(shown).strip()
    return _NO_DECIMALS.sub("", text).strip()


def _parted(number: str, currency: str, speech: Speech) -> tuple[str, str, str]:
    """Where the decimals begin: behind the last point or comma, unless that one parts thousands."""
    last = max(number.rfind("."), number.rfind(","))
    sign, behind = number[last : last + 1], number[last + 1 :]
    if last < 0 or number.count(sign) > 1:
        return number, "", ""
    is_own = sign == speech.decimal_sign
    others = {each for each in "., '" if each in number[:last]}
    if others or not _BY_THREES.fullmatch(number):
        return number[:last], sign, behind
    if not is_own and sign == speech.group_sign:
        return number, "", ""
    if is_own and len(behind) <= minor_digits(currency):
        return number[:last], sign, behind
    raise _both(number[:last], behind, currency)


def _both(whole: str, behind: str, currency: str) -> TwoReadings:
    digits = minor_digits(currency)
    finer = f"{whole}.{behind[:digits]}" if digits else whole
    return TwoReadings(parse_cents(whole + behind, currency), parse_cents(finer, currency))
