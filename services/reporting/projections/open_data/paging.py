"""Whole tables, read some rows at a time.

Each page is a reading of its own, which goes on behind the last row: whoever reads slowly holds no connection, and no
swap of generations waits for them. What changes meanwhile may be told as it was or as it is.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, literal, tuple_

from libs.shared.platform.storage.database import Database
from services.reporting.domain.open_data.dataset import Cell
from services.reporting.storage.generations import reading

ROWS = 1_000
"""So many rows are a page."""


async def pages_by(
    database: Database, view: str, wanted: Select[Any], key: Sequence[ColumnElement[Any]], size: int = ROWS
) -> AsyncIterator[Sequence[RowMapping]]:
    """What the statement finds, by the key, which is unique and among its columns."""
    last: RowMapping | None = None
    while True:
        page = wanted.order_by(*key).limit(size)
        if last is not None:
            behind = tuple_(*(literal(last[part.key], part.type) for part in key if part.key))
            page = page.where(tuple_(*key) > behind)
        async with reading(database, view) as session:
            rows = (await session.execute(page)).mappings().all()
        if rows:
            yield rows
            last = rows[-1]
        if len(rows) < size:
            return


def as_cell(value: Any) -> Cell:
    """A value of the database as files have it."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if value is None or isinstance(value, str | bool | float):
        return value
    return int(value)
