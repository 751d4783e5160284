"""Amounts and numbers as people write them: read where there is one sensible reading, never guessed."""

import re
import unicodedata

from libs.shared.kernel.currencies import CURRENCIES
from libs.shared.kernel.typed_text import plain_signs
from services.voting.domain.tally.pb.decimals import parse_amount

Amount = tuple[int, int]

_THOUSANDS = 3  # digits of a group, and the decimals that make an amount ambiguous
_MOST_DIGITS = 18
_PLAIN = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,9})?")
_ONE_GROUP = re.compile(r"[+-]?([1-9]\d{0,2}(?:[ '_\u00b7]\d{3})*)([.,])(\d{3})")
_GROUPED = (
    re.compile(r"([1-9]\d{0,2}(?:[ '_\u00b7]\d{3})+)(?:[.,](\d{1,9}))?"),  # 10 000,50 and 10'000.50
    re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,9})"),  # 10,000.50
    re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,9})"),  # 10.000,50
    re.compile(r"([1-9]\d{0,2}(?:,\d{3}){2,})()"),  # 1,000,000
    re.compile(r"([1-9]\d{0,2}(?:\.\d{3}){2,})()"),  # 1.000.000
    re.compile(r"(\d{1,18})[.,]()-{0,2}"),  # 1000. and 1000,-
    re.compile(r"()[.,](\d{1,9})"),  # .5
)
_POWERS = re.compile(r"([+-]?\d{1,18}(?:[.,]\d{1,9})?)e([+-]?\d{1,2})", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D")
# A currency's sign, or its code, before or after the amount. Signs that several currencies share decide nothing.
_SIGNS = {
    "\u20ac": "EUR",
    "z\u0142": "PLN",
    "ft": "HUF",
    "k\u010d": "CZK",
    "fr.": "CHF",
    "$": "",
    "\u00a3": "",
    "kr": "",
}
_MARKED = re.compile(r"([^\W\d]{1,3}\.?|[^\w\s.,+'-]?)\s?([+-]?[\d.,].*?-{0,2})\s?([^\W\d]{1,3}\.?|[^\w\s.,'%-]?)")


def read_amount(text: str, decimals: int = 2, currency: str = "") -> Amount | str:
    """``"748772,64"`` is (74877264, 2); or, as text, why it cannot be read and what to write instead.

    Args:
        text: As it stands in the file.
        decimals: Of the currency: of ``10.000`` in a currency of three decimals nobody thinks ten thousand.
        currency: By its code, which may stand beside the amount, or its sign.
    """
    written = text.strip()
    bare = _without_currency(_bare(written), currency)
    if (match := _ONE_GROUP.fullmatch(bare)) and (match[2] == "," or decimals != _THOUSANDS):
        whole, part = _NO_DIGIT.sub("", match[1]), match[3]
        short = f"{whole}.{part}".rstrip("0").rstrip(".")
        return f"{written!r} can mean {whole}{part} or {whole}.{part}; write {whole}{part} or {short}"
    if amount := parse_amount(bare):
        return amount
    for form in _GROUPED:
        if match := form.fullmatch(bare):
            part = match[2] or ""
            return int(_NO_DIGIT.sub("", match[1]) + part), len(part)
    return _unreadable(written[:40], bare, "10000 or 10000.50")


def read_number(text: str) -> Amount | None:
    """A number that is no money: a decimal, in any script's digits; None if it is none."""
    return parse_amount(text) or parse_amount(_bare(text))


def why_no_number(text: str) -> str:
    """Why a number that is no money cannot be read, and what to write instead."""
    written = text.strip()
    return _unreadable(written[:40], _bare(written), "3 or 2.5")


def is_plain(text: str) -> bool:
    """Whether a number is written as a program writes it, so that nobody need be told how it was read."""
    return text.isascii() and _PLAIN.fullmatch(text.strip()) is not None


def _bare(text: str) -> str:
    # A raised or a circled digit is no digit of the number beside it.
    return text if any(unicodedata.category(each) == "No" for each in text) else plain_signs(text)


def _without_currency(text: str, currency: str) -> str:
    match = _MARKED.fullmatch(text)
    marks = [mark.casefold() for mark in (match[1], match[3]) if mark] if match else []
    if not match or len(marks) != 1:
        return text
    meant = _SIGNS.get(marks[0], marks[0].upper())
    return match[2].strip() if meant in ("", currency or meant) and meant in ("", *CURRENCIES) else text


def _unreadable(written: str, bare: str, example: str) -> str:
    if (match := _POWERS.fullmatch(bare)) and (power := _written_out(match[1], int(match[2]))):
        told = "is written in powers of ten, as spreadsheets do when they leave digits out"
        return f"{written!r} is not a number in plain digits: it {told}; write {power} if that is all of it"
    digits = _NO_DIGIT.sub("", bare)
    if digits == bare.strip("+-") and len(digits) > _MOST_DIGITS:
        return f"{written!r} is not a number that can be counted: it has more than {_MOST_DIGITS} digits"
    return f"{written!r} is not a number; write it in plain digits, as in {example}"


def _written_out(digits: str, power: int) -> str | None:
    """The whole number in plain digits; None if it is none, or has more digits than can be read."""
    amount = parse_amount(digits)
    if not amount or power < amount[1]:
        return None
    written = str(amount[0] * 10 ** (power - amount[1]))
    return written if parse_amount(written) else None


def scaled(amount: Amount, digits: int) -> int:
    """The amount in units of so many decimals, of which it has no more."""
    return amount[0] * int(10 ** (digits - amount[1]))
