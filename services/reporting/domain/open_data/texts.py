"""A dataset as text: CSV for spreadsheets, JSON for programs. Piece by piece, so that no table is ever held whole."""

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from libs.shared.kernel import spreadsheets
from services.reporting.domain.open_data.dataset import Cell, Dataset, Row, Terms

Pages = AsyncIterator[Sequence[Row]]
"""The rows of a dataset, some at a time."""


async def as_csv(dataset: Dataset, terms: Terms, pages: Pages) -> AsyncIterator[bytes]:
    """Comma-separated values (RFC 4180); none is an empty cell, and no cell is a formula."""
    yield spreadsheets.as_csv([dataset.columns]).encode()
    async for rows in pages:
        yield spreadsheets.as_csv([[_in_a_cell(value) for value in row] for row in rows]).encode()


def _in_a_cell(value: Cell) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


async def as_json(dataset: Dataset, terms: Terms, pages: Pages) -> AsyncIterator[bytes]:
    """One object: what the dataset is, its licence, and ``items``."""
    about = head_of(dataset, terms) | {"items": []}
    async for piece in listed(about, pages, lambda row: dict(zip(dataset.columns, row, strict=True))):
        yield piece


def head_of(dataset: Dataset, terms: Terms) -> dict[str, object]:
    """What a file for programs begins with: what it is, its licence, and whose it is."""
    title, licence = dataset.title["en"], terms.licence
    return {"dataset": dataset.name, "title": title, "license": licence, "publisher": terms.publisher}


async def listed(about: Mapping[str, object], pages: Pages, as_item: Callable[[Row], object]) -> AsyncIterator[bytes]:
    """An object whose last member is an empty list, with what becomes of each row in that list; none is left out."""
    yield _said(about).removesuffix("]}").encode()
    between = ""
    async for rows in pages:
        items = [_said(item) for row in rows if (item := as_item(row)) is not None]
        if items:
            yield f"{between}{','.join(items)}".encode()
            between = ","
    yield b"]}"


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
