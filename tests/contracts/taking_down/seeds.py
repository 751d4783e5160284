"""Unique words, one for each field that somebody can type into, and where they are found again."""

import re
from hashlib import sha256

_SEED = re.compile("zq[a-p]{12}x")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


class Seeds:
    """The words that were planted, and for which field each stands."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    @property
    def planted(self) -> set[str]:
        """The fields that a word was planted in."""
        return {*self._fields.values()}

    def word(self, field: str) -> str:
        """A word that nobody else says: in no language, of letters that no stem takes away."""
        word = f"zq{sha256(field.encode()).hexdigest()[:12].translate(_LETTERS)}x"
        self._fields[word] = field
        return word

    def number(self, field: str) -> str:
        """A telephone number that nobody has, where a word would not be taken."""
        number = f"17155{int(sha256(field.encode()).hexdigest()[:6], 16) % 100_000:05}"
        self._fields[number] = field
        return f"+49{number}"

    def location(self, field: str) -> dict[str, float]:
        """A place that nothing else is at, known by its longitude."""
        digits = f"141.{int(sha256(field.encode()).hexdigest()[:6], 16) % 10_000:04}7"
        self._fields[digits] = field
        return {"longitude": float(digits), "latitude": 1.5}

    def in_text(self, text: str) -> set[str]:
        """The fields whose words stand in the text."""
        said = {*_SEED.findall(text.lower())} | {one for one in self._fields if one[0].isdigit() and one in text}
        return {self._fields[one] for one in said if one in self._fields}
