"""How many text messages a text costs.

Source: 3GPP TS 23.038 (the 7-bit default alphabet and its extension table), TS 23.040 (concatenation).
"""

from collections.abc import Iterable

# The default alphabet, and the characters that take two places of it.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")

_GSM_ALONE, _GSM_PART = 160, 153
_UCS2_ALONE, _UCS2_PART = 70, 67
_BEYOND_UCS2 = 0xFFFF

# Typographers' signs that would force a whole text into UCS-2, less than half as long.
_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"',
        "\u00bb": '"', "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2026": "...",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
    }
)  # fmt: skip


def is_gsm(text: str) -> bool:
    """Whether the text fits the 7-bit alphabet."""
    return all(character in _BASIC or character in _EXTENDED for character in text)


def plain(text: str) -> str:
    """The text with plain quotation marks, dashes and spaces, which cost less."""
    return text.translate(_PLAIN)


def segments(text: str) -> int:
    """How many messages the text is sent as."""
    if is_gsm(text):
        return _parts((2 if character in _EXTENDED else 1 for character in text), _GSM_ALONE, _GSM_PART)
    return _parts((2 if ord(character) > _BEYOND_UCS2 else 1 for character in text), _UCS2_ALONE, _UCS2_PART)


def _parts(widths: Iterable[int], alone: int, part: int) -> int:
    """No character is cut in two: one of width two may leave a place empty at the end of a part."""
    given = list(widths)
    if sum(given) <= alone:
        return 1
    parts, room = 1, part
    for width in given:
        if width > room:
            parts, room = parts + 1, part
        room -= width
    return parts
