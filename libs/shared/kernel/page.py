"""Lists in parts: by the number of a page, or from one place to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from libs.shared.kernel.errors import DomainError

T = TypeVar("T")

USUAL_SIZE = 25
LARGEST_SIZE = 100

SortValue = datetime | UUID | int | str
"""What a list is sorted by."""


class CursorIsNotOfTheList(DomainError):
    """What was shown as a cursor is none, or one of another list."""

    code = "cursor-is-not-of-the-list"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: behind the item that is sorted by these values.

    It brings along what was found out when the list was begun: how many there are, and as of when.
    """

    values: tuple[SortValue, ...]
    before: int
    total: int
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list somebody wants: a page by its number, or what comes behind a place.

    ``question`` marks what else was asked for: a place in one list is none in another.
    """

    number: int = 1
    size: int = USUAL_SIZE
    behind: Place | None = None
    updated_since: datetime | None = None
    question: str = ""

    @property
    def before(self) -> int:
        """How many come before."""
        return self.behind.before if self.behind else (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One part of a list, how many there are in all, and where the next part begins, if there is one.

    Whatever was changed before ``as_of`` is in it.
    """

    items: Sequence[T]
    total: int
    next: Place | None = None
    as_of: datetime | None = None
