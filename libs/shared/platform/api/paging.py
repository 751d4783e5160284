"""Lists in pages, over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from libs.shared.kernel.page import Page

T = TypeVar("T")


async def _page_of(
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 25,
) -> Page:
    return Page(page, per_page)


WantedPage = Annotated[Page, Depends(_page_of)]


class ListBody(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T] = Field(description="What is on this page.")
    total: int = Field(description="How many there are on all pages.")
    page: int = Field(description="Which page this is, from 1.")
    pages: int = Field(description="How many pages there are; an empty list has one.")


def whole_list(items: Sequence[T]) -> ListBody[T]:
    """A list that always comes whole, as its one page."""
    return ListBody(items=list(items), total=len(items), page=1, pages=1)


def list_body(items: Sequence[T], total: int, page: Page) -> ListBody[T]:
    """The page as a body; an empty list has one page."""
    return ListBody(items=list(items), total=total, page=page.number, pages=max(1, -(-total // page.size)))
