"""The number under which people follow what they sent in: short, typed without doubt, read in any spelling."""

import secrets
from uuid import UUID

from libs.shared.kernel.typed_text import code_signs, plain_signs

# Without vowels (no words come out by chance) and without what is taken for another: 0/O, 1/I/L, 5/S, 8/B, 2/Z, 6/G.
_ALPHABET = "23456789CDFHJKMNPQRTVWXY"
_MEANT = str.maketrans({"S": "5", "B": "8", "Z": "2", "G": "6", "U": "V"})
_LENGTH = 6


def new_tracking_number() -> str:
    """A random number such as ``K7Q-2M4``."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{drawn[:3]}-{drawn[3:]}"


def read_tracking_number(text: str) -> str | None:
    """The number that somebody typed, in its one spelling; none if it cannot be one."""
    typed = code_signs(text).translate(_MEANT)
    if len(typed) != _LENGTH or not {*typed} <= {*_ALPHABET}:
        return None
    return f"{typed[:3]}-{typed[3:]}"


def read_number_or_id(text: str) -> str | UUID | None:
    """The number in its one spelling, or the id, that somebody typed; none if it can be neither."""
    if number := read_tracking_number(text):
        return number
    try:
        return UUID(plain_signs(text))
    except ValueError:
        return None
