"""Lists over HTTP: by the number of a page, or from one place to the next; and what has changed since a moment."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field

from libs.shared.kernel.page import LARGEST_SIZE, USUAL_SIZE, CursorIsNotOfTheList, Found, Page
from libs.shared.platform.api import cursors
from libs.shared.platform.api.ending import said_of_what_ends
from libs.shared.platform.api.problems import Problem, Problems

T = TypeVar("T")

PROBLEMS: Problems = {CursorIsNotOfTheList: Problem(422, "The cursor is not of the list")}

_LIMIT_SINCE, _NO_PER_PAGE_FROM = date(2026, 11, 29), date(2027, 6, 1)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")


def _rfc_3339(given: object) -> object:
    """What was written as RFC 3339 says. An address that leaves its plus as it is means a space by it."""
    told = given.replace(" ", "+") if isinstance(given, str) else ""
    if not _MOMENT.fullmatch(told):
        raise ValueError("Write a moment as RFC 3339 says, with its offset: 2026-03-01T12:00:00Z.")
    return told


async def _size_of(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(ge=1, le=LARGEST_SIZE)] = USUAL_SIZE,
    per_page: Annotated[
        int | None, Query(ge=1, le=LARGEST_SIZE, deprecated=True, description="What `limit` was called before.")
    ] = None,
) -> int:
    if per_page is None:
        return limit
    size = limit if "limit" in request.query_params else per_page
    response.headers.update(said_of_what_ends(_LIMIT_SINCE, _NO_PER_PAGE_FROM, instead=f"?limit={size}"))
    return size


async def _page_of(
    request: Request,
    size: Annotated[int, Depends(_size_of)],
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    cursor: Annotated[str | None, Query(min_length=1, max_length=cursors.LONGEST)] = None,
) -> Page:
    question = cursors.question_of(request)
    if cursor is None:
        return Page(page, size, question=question)
    if "page" in request.query_params:
        raise CursorIsNotOfTheList("`cursor` and `page` both say where to go on. Send one of them.")
    behind = cursors.read(cursor, question)
    return Page(behind.before // size + 1, size, behind, question=question)


WantedPage = Annotated[Page, Depends(_page_of)]


async def _changes_of(
    page: WantedPage,
    updated_since: Annotated[
        AwareDatetime | None,
        BeforeValidator(_rfc_3339),
        Query(json_schema_extra={"example": "2026-03-01T12:00:00Z"}),
    ] = None,
) -> Page:
    return replace(page, updated_since=updated_since)


WantedChanges = Annotated[Page, Depends(_changes_of)]
"""The same of a list that can be asked for what has changed."""


class ListBody(BaseModel, Generic[T]):
    """A part of a list. Go on with ``next`` as the ``cursor`` until there is none."""

    items: list[T] = Field(description="What is in this part.")
    total: int = Field(description="How many there are in all; with a cursor, how many there were when you began.")
    page: int = Field(description="Which page this is, from 1.")
    pages: int = Field(description="How many pages there are; an empty list has one.")
    next: str | None = Field(description="The `cursor` of what comes behind; none at the end.")
    as_of: datetime | None = Field(
        description="Whatever was changed before is in the list that you began; your next `updated_since`. "
        "None where a list cannot be asked for changes."
    )


def whole_list(items: Sequence[T]) -> ListBody[T]:
    """A list that always comes whole, as its one page."""
    return ListBody(items=list(items), total=len(items), page=1, pages=1, next=None, as_of=None)


def list_body(items: Sequence[T], found: Found[Any], page: Page) -> ListBody[T]:
    """The part as a body; an empty list has one page."""
    return ListBody(
        items=list(items),
        total=found.total,
        page=page.number,
        # There is one page more than were counted, if the counting stopped before.
        pages=max(1, -(-found.total // page.size), page.number + 1 if found.next and not page.behind else 1),
        next=cursors.written(found.next, page) if found.next else None,
        as_of=found.as_of,
    )
