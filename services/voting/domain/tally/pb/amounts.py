"""Amounts of money as people and spreadsheets write them: read where there is one sensible reading, never guessed."""

import re

from services.voting.domain.tally.pb.decimals import parse_amount

Amount = tuple[int, int]

_THOUSANDS = 3  # digits of a group, and the decimals that make an amount ambiguous
_ONE_GROUP = re.compile(r"[+-]?([1-9]\d{0,2})([.,])(\d{3})")
_GROUPED = (
    re.compile(r"([1-9]\d{0,2}(?:[ \u00a0\u202f'\u2019]\d{3})+)(?:[.,](\d{1,9}))?"),  # 10 000,50 and 10'000.50
    re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)\.(\d{1,9})"),  # 10,000.50
    re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+),(\d{1,9})"),  # 10.000,50
    re.compile(r"([1-9]\d{0,2}(?:,\d{3}){2,})()"),  # 1,000,000
    re.compile(r"([1-9]\d{0,2}(?:\.\d{3}){2,})()"),  # 1.000.000
)
_NO_DIGIT = re.compile(r"\D")


def read_amount(text: str, decimals: int = 2) -> Amount | str:
    """``"748772,64"`` is (74877264, 2); or, as text, why it cannot be read and what to write instead.

    Args:
        text: As it stands in the file.
        decimals: Of the currency: of ``10.000`` in a currency of three decimals nobody thinks ten thousand.
    """
    text = text.strip()
    if (match := _ONE_GROUP.fullmatch(text)) and (match[2] == "," or decimals != _THOUSANDS):
        whole, part = match[1], match[3]
        short = f"{whole}.{part}".rstrip("0").rstrip(".")
        return f"{text!r} can mean {whole}{part} or {whole}.{part}; write {whole}{part} or {short}"
    if amount := parse_amount(text):
        return amount
    for form in _GROUPED:
        if match := form.fullmatch(text):
            part = match[2] or ""
            return int(_NO_DIGIT.sub("", match[1]) + part), len(part)
    return f"{text[:40]!r} is not a number; write it in plain digits, as in 10000 or 10000.50"
