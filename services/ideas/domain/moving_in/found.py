"""What a reader finds on each line of a file: something to take, something that stays behind, or a mistake."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Literal

from libs.shared.kernel.location import Location
from libs.shared.kernel.money import minor_digits
from libs.shared.kernel.words import Words, filled, words

Standing = Literal["waits", "accepted"]
"""Whether a moderator looks at it first, or it was accepted where it comes from."""


@dataclass(frozen=True, slots=True)
class Found:
    """An idea or a project as it stood elsewhere. ``place`` says where in the file; ``spot`` where in town."""

    place: str
    number: str
    title: str
    text: str
    standing: Standing = "waits"
    area: str = ""
    spot: str = ""
    suggested_on: date | None = None
    cost_cents: int | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not to be shown any more, or never was."""

    place: str
    why: Words


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that cannot be taken, and why."""

    place: str
    why: Words


class CellIsWrong(Exception):
    """A cell holds what it cannot hold; ``why`` says so to whoever reads the file."""

    def __init__(self, why: Words) -> None:
        super().__init__(why["en"])
        self.why = why


@contextmanager
def in_column(name: str) -> Iterator[None]:
    """What turns out to be wrong with a cell is told with the heading of its column before it."""
    try:
        yield
    except CellIsWrong as wrong:
        raise CellIsWrong({language: f"{name}: {said}" for language, said in wrong.why.items()}) from None


def number_in(place: str) -> int:
    """The number of the line or the entry."""
    return int(place.rpartition(" ")[2])


Finding = Found | LeftOut | Mistake
Findings = Iterator[Finding]

_NO_WHOLE_AMOUNT = words("“{text}” is no whole amount")
# Thousands apart or not; what looks like tenths or hundredths is not taken for ten times or a hundred times as much.
_WHOLE_UNITS = re.compile(r"[^0-9]*([0-9]{1,3}(?:[.,'\u2019\s][0-9]{3})+|[0-9]{1,13})[^0-9]*")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the operator wants the file read: in which of its languages, and which heading names the part of town."""

    language: str = "en"
    currency: str = "EUR"
    area_heading: str = ""

    def cents(self, units: str) -> int:
        """Whole units of the currency, with whatever signs around and between thousands, in its minor unit.

        Raises:
            CellIsWrong: if they are no whole units.
        """
        found = _WHOLE_UNITS.fullmatch(units)
        if not found:
            raise CellIsWrong(filled(_NO_WHOLE_AMOUNT, text=units[:40]))
        decimals = "0" * minor_digits(self.currency)
        return int("".join(filter(str.isdigit, found[1])) + decimals)
