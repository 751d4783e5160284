"""What secrets look like: the one list that the log's redaction looks for, and that its tests plant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from libs.shared.kernel.check_symbol import ALPHABET, BEYOND_LETTERS, check_symbol_of, without_look_alikes
from libs.shared.kernel.typed_text import code_signs

_BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TRACKING = "23456789CDFHJKMNPQRTVWXY"
# What people and machines put between the groups of a code. Dashes and blanks of other kinds are made plain before.
_BETWEEN = r"[\s.,:;_/|+~*\u00b7\u2022\u2027\u2219\u22c5\u30fb-]"
_FEWEST_DIGITS = 2
# No code is printed in groups like a word's: its last is one sign.
_SHORTEST_WORD = 3
_RUN = re.compile("[0-9A-Za-z]+")
_CODE = re.compile(rf"((?:[{BEYOND_LETTERS}]*[0-9A-Z]){{12}})([{BEYOND_LETTERS}]*[0-9A-Z]?)")
_LONGEST_CODE = 100  # however its signs are parted


@dataclass(frozen=True, slots=True)
class Shape:
    """A secret that is given out in groups of signs.

    Args:
        name: What it is.
        signs: What it is made of, in capitals.
        groups: How many signs each group has, as it is printed.
        last: What else its last sign may be.
        must_be_parted: Whether it is found only as it is printed; without its dash it could be any word.
    """

    name: str
    signs: str
    groups: Sequence[int]
    last: str = ""
    must_be_parted: bool = False

    @property
    def pattern(self) -> str:
        """Where it stands in a text, however its groups are parted, in capitals or not."""
        letters = f"(?-i:[{self.signs}])" if self.must_be_parted else "[0-9A-Z]"
        groups = [f"{letters}{{{signs}}}" for signs in self.groups]
        if self.last:
            groups[-1] = rf"{letters}{{{self.groups[-1] - 1}}}[0-9A-Z{re.escape(self.last)}]"
        between = "-" if self.must_be_parted else f"{_BETWEEN}{{0,3}}"
        return rf"(?<![0-9A-Z]){between.join(groups)}(?![0-9A-Z])"


_INVITATION_CODE = Shape("invitation code", ALPHABET, (4, 4, 4, 1), last=f"{BEYOND_LETTERS}U")

SHAPES = (
    _INVITATION_CODE,
    Shape("receipt", ALPHABET, (4,) * 6),
    Shape("key to an offer or proposal", _BASE_32, (4,) * 8),
    Shape("tracking number", _TRACKING, (3, 3), must_be_parted=True),
)

# A code whose groups somebody made themselves: in capitals, with enough digits to be no sentence.
_ODD_SIGNS = rf"[0-9A-Z](?:{_BETWEEN}{{0,2}}[0-9A-Z]){{11,23}}[{re.escape(BEYOND_LETTERS)}]?"
_ODDLY_PARTED = rf"(?<![0-9A-Z])(?-i:{_ODD_SIGNS})(?![0-9A-Z])"
_TOKEN = r"\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*"  # noqa: S105 - the shape of one

_MAIL = r"[\w.!#$&'*+=?^{|}~-]+@(?:[\w-]+\.)+[\w-]+"

# Alternatives in this order: an id stays, and the time of day; secrets go; so does what is long enough for a telephone
# number, unless it is part of something longer.
SECRET = re.compile(
    r"(?P<id>\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)"
    r"|(?P<time>\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)"
    rf"|{_TOKEN}"
    rf"|(?P<code>{_INVITATION_CODE.pattern})"
    + "".join(f"|{one.pattern}" for one in SHAPES if not one.must_be_parted and one is not _INVITATION_CODE)
    + rf"|{_MAIL}"
    + rf"|(?P<odd>{_ODDLY_PARTED})"
    + r"|(?:\+|\b)\d(?:[\s()/.+-]{0,2}\d){7,16}(?!\w)"
    + "".join(f"|{shape.pattern}" for shape in SHAPES if shape.must_be_parted),
    re.IGNORECASE,
)


def stays(found: re.Match[str]) -> bool:
    """Whether what was found is nobody's secret after all."""
    odd = found["odd"]
    is_a_sentence = odd and sum(sign.isdecimal() for sign in odd) < _FEWEST_DIGITS
    return bool(found["id"] or found["time"] or is_a_sentence or (found["code"] and _is_words(found)))


def _is_words(found: re.Match[str]) -> bool:
    """Whether what has as many signs as a code is words: letters alone, and no code begins with any of them."""
    words = [*_RUN.finditer(found.string, *found.span())]
    return (
        found[0][-1].isalpha()
        and all(word[0].isalpha() and len(word[0]) >= _SHORTEST_WORD for word in words)
        and not any(_is_begun_by_a_code(found.string[word.start() :][:_LONGEST_CODE]) for word in words)
    )


def _is_begun_by_a_code(text: str) -> bool:
    signs = _CODE.match(without_look_alikes(code_signs(text, BEYOND_LETTERS)))
    if not signs:
        return False
    code = "".join(sign for sign in signs[1] if sign not in BEYOND_LETTERS)
    return set(code) <= set(ALPHABET) and check_symbol_of(code) in signs[2]
