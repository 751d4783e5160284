"""Lists in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel

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


def _page_of(
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 25,
) -> Page:
    return Page(page, per_page)


WantedPage = Annotated[Page, Depends(_page_of)]


class ListBody(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    total: int
    page: int
    pages: int


def list_body(items: Sequence[T], total: int, page: Page) -> ListBody[T]:
    """The page as a body; an empty list has one page."""
    return ListBody(items=list(items), total=total, page=page.number, pages=max(1, -(-total // page.size)))
