"""Exact amounts from text: an integer and how many decimals it has."""

import re
from fractions import Fraction

_AMOUNT = re.compile(r"([+-]?\d{1,18})(?:[.,](\d{1,9}))?")


def parse_amount(text: str) -> tuple[int, int] | None:
    """``"748772,64"`` is (74877264, 2); None if the text is no plain decimal of at most 18 digits."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not match[0].isascii():
        return None
    decimals = match[2] or ""
    return int(match[1] + decimals), len(decimals)


def format_amount(amount: int, digits: int) -> str:
    """The amount as an exact plain decimal, all digits shown: (74877264, 2) is ``"748772.64"``."""
    if not digits:
        return str(amount)
    whole, part = divmod(abs(amount), 10**digits)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{digits}d}"


def rounded(number: Fraction, digits: int) -> str:
    """The number as a decimal of so many digits, for reading: halves go to the even neighbour."""
    return format_amount(round(number * 10**digits), digits)


def missing(number: Fraction, digits: int) -> str:
    """The same of what is missing: be it a small part of the last digit, it is told as something."""
    return format_amount(missing_units(number * 10**digits), digits)


def missing_units(number: Fraction) -> int:
    """What is missing, in whole units: as ``rounded`` says it, and one where that would be none."""
    return round(number) or (1 if number > 0 else 0)
