"""Lists in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list somebody wants."""

    number: int = 1
    size: int = 25

    @property
    def offset(self) -> int:
        """How many come before."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One page of a list, and how many there are in all."""

    items: Sequence[T]
    total: int
