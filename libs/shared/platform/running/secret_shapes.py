"""What secrets look like: the one list that the log's redaction looks for, and that its tests plant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TRACKING = "23456789CDFHJKMNPQRTVWXY"
# What people and machines put between the groups of a code. Dashes and blanks of other kinds are made plain before.
_BETWEEN = r"[\s.,:;_/|+~*\u00b7\u2022\u2027\u2219\u22c5\u30fb-]"
_CHECK = "*~$="
_FEWEST_DIGITS = 2


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


SHAPES = (
    Shape("invitation code", _CROCKFORD, (4, 4, 4, 1), last=f"{_CHECK}U"),
    Shape("receipt", _CROCKFORD, (4,) * 6),
    Shape("key to an offer or proposal", _BASE_32, (4,) * 8),
    Shape("tracking number", _TRACKING, (3, 3), must_be_parted=True),
)

# A code whose groups somebody made themselves: in capitals, with enough digits to be no sentence.
_ODD_SIGNS = rf"[0-9A-Z](?:{_BETWEEN}{{0,2}}[0-9A-Z]){{11,23}}[{re.escape(_CHECK)}]?"
_ODDLY_PARTED = rf"(?<![0-9A-Z])(?-i:{_ODD_SIGNS})(?![0-9A-Z])"
_TOKEN = r"\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*"  # noqa: S105 - the shape of one

_MAIL = r"[\w.!#$&'*+=?^{|}~-]+@(?:[\w-]+\.)+[\w-]+"

# Alternatives in this order: an id stays, and the time of day; secrets go; so does what is long enough for a telephone
# number, unless it is part of something longer.
SECRET = re.compile(
    r"(?P<id>\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)"
    r"|(?P<time>\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)"
    rf"|{_TOKEN}"
    + "".join(f"|{shape.pattern}" for shape in SHAPES if not shape.must_be_parted)
    + rf"|{_MAIL}"
    + rf"|(?P<odd>{_ODDLY_PARTED})"
    + r"|(?:\+|\b)\d(?:[\s()/.+-]{0,2}\d){7,16}(?!\w)"
    + "".join(f"|{shape.pattern}" for shape in SHAPES if shape.must_be_parted),
    re.IGNORECASE,
)


def stays(found: re.Match[str]) -> bool:
    """Whether what was found is nobody's secret after all."""
    odd = found["odd"]
    return bool(found["id"] or found["time"] or (odd and sum(sign.isdecimal() for sign in odd) < _FEWEST_DIGITS))
