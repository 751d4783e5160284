"""A dataset as text: CSV for spreadsheets, JSON for programs. Piece by piece, so that no table is ever held whole."""

import json
from collections.abc import AsyncIterator, Sequence

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
    about = {
        "dataset": dataset.name,
        "title": dataset.title["en"],
        "license": terms.licence,
        "publisher": terms.publisher,
        "items": [],
    }
    yield _said(about).removesuffix("]}").encode()
    between = ""
    async for rows in pages:
        if rows:
            items = (_said(dict(zip(dataset.columns, row, strict=True))) for row in rows)
            yield f"{between}{','.join(items)}".encode()
            between = ","
    yield b"]}"


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
