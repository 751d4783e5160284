"""What a dataset is: one table, its columns, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from libs.shared.kernel.words import Words, words

Kind = Literal["id", "text", "number", "money", "truth", "moment", "day", "degrees", "outline"]
"""``money`` is a whole number of the currency's minor unit, ``moment`` a time with its zone, ``day`` one of the
council's calendar, ``degrees`` a longitude or latitude (WGS 84), ``outline`` a
geometry of GeoJSON written as text."""

Cell = str | int | float | bool | None
"""A value as files have it: ids, moments and days are texts in the form of RFC 9562 and RFC 3339."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Field:
    """A column. ``is_key``: with the other such columns it names the row."""

    name: str
    kind: Kind
    says: Words
    is_key: bool = False
    may_be_none: bool = True


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table that anybody may take; ``views`` are those that it is read from, by whose editions it is known."""

    name: str
    title: Words
    says: Words
    views: Sequence[str]
    fields: Sequence[Field]

    @property
    def columns(self) -> list[str]:
        """The columns' names, in order."""
        return [field.name for field in self.fields]

    @property
    def is_on_the_map(self) -> bool:
        """Whether its rows may have a place on the map."""
        return any(field.kind in {"degrees", "outline"} for field in self.fields)


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which licence the council publishes, who it is, and where its files are found.

    Attributes:
        licence: The address of the licence.
        publisher: The council's name.
        base: The address of the installation, without a slash at its end.
    """

    licence: str
    publisher: str
    base: str

    @property
    def at(self) -> str:
        """Where all open data is."""
        return f"{self.base}/api/reporting/v1/data"


ROUND, AREA = words("The round."), words("The area, if it is about one; none: the whole town.")
CURRENCY = words("The currency, by its code of ISO 4217.")
WHERE = (
    Field("place", "text", words("Where it would be, in words, if anybody said.")),
    Field("longitude", "degrees", words("Where it would be: degrees east of Greenwich (WGS 84), if anybody said.")),
    Field("latitude", "degrees", words("Where it would be: degrees north of the equator (WGS 84).")),
)
"""The columns of a thing that may have a place."""


def key(name: str, says: Words, kind: Kind = "id") -> Field:
    """A column that tells rows apart; it is never empty."""
    return Field(name, kind, says, is_key=True, may_be_none=False)


def sure(name: str, kind: Kind, says: Words) -> Field:
    """A column that is never empty."""
    return Field(name, kind, says, may_be_none=False)
