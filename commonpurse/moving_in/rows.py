"""A file of another platform as rows: comma-separated values of any kind, or JSON."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from commonpurse.moving_in.found import Mistake
from commonpurse.trouble import Trouble
from libs.shared.kernel.location import Location, LocationIsNotClear
from libs.shared.kernel.typed_text import same_name
from services.residents.domain.errors import RollHasErrors
from services.residents.domain.file_kind import text_of

_SEPARATORS = ";,\t|"
_LONGEST_CELL = 64 * 1024 * 1024
_NOT_CLOSED = "a quotation mark is not closed or stands in the wrong place; nothing behind it can be read"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the file: where it stands, and its cells by heading."""

    place: str
    cells: Mapping[str, str]

    def cell(self, *headings: str) -> str:
        """The first of these that says something; nothing if none does."""
        return next((found for each in headings if (found := self.cells.get(each, "").strip())), "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The file's headings, as ``same_name`` spells them, and its rows, with mistakes in place of what is none."""

    headings: Sequence[str]
    rows: Iterator[Row | Mistake]

    def demand(self, what: str, *needed: Sequence[str]) -> None:
        """Return if each of the columns is there, under one of its headings.

        Raises:
            Trouble: if one is missing, with those that are there.
        """
        for headings in needed:
            if not {*headings} & {*self.headings}:
                there = ", ".join(self.headings[:20]) or "none"
                raise Trouble(f"this is no {what}: there is no column “{headings[0]}”. Its columns are: {there}")


def read_rows(content: bytes) -> Rows:
    """The rows of the file.

    Raises:
        Trouble: if it is no table, or empty.
    """
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return _of_json(content)
    try:
        return _of_text(text_of(content))
    except RollHasErrors as refused:
        raise Trouble(" ".join(f"line {error.line}: {error.message}" for error in refused.errors)) from None


def _of_text(text: str) -> Rows:
    first = next((line for line in io.StringIO(text) if line.strip()), None)
    if first is None:
        raise Trouble("the file is empty")
    rows = _numbered(text, max(_SEPARATORS, key=first.count))
    heading = next(rows)
    if isinstance(heading, Mistake):
        raise Trouble(f"{heading.place}: {heading.why}")
    headings = [same_name(cell) for cell in heading[1]]
    return Rows(headings, (row if isinstance(row, Mistake) else _row(*row, headings) for row in rows))


def _numbered(text: str, separator: str) -> Iterator[tuple[str, list[str]] | Mistake]:
    """Each row that is not empty, with the line it begins on; a quoted cell may run over several lines."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1
    while True:
        try:
            with _long_cells():
                cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Mistake(f"line {begins}", _NOT_CLOSED)
            return
        if any(cell.strip() for cell in cells):
            yield f"line {begins}", cells
        begins = reader.line_num + 1


@contextmanager
def _long_cells() -> Iterator[None]:
    # Python's own bound would end the reading; a text that is too long for us is one line's mistake.
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _row(place: str, cells: list[str], headings: Sequence[str]) -> Row | Mistake:
    if len(cells) < len(headings) or any(cell.strip() for cell in cells[len(headings) :]):
        return Mistake(place, f"there are {len(cells)} cells, but {len(headings)} columns")
    return Row(place, dict(zip(headings, cells, strict=False)))


def _of_json(content: bytes) -> Rows:
    try:
        told = json.loads(content)
    except ValueError as error:
        raise Trouble(f"this begins like JSON, but is none: {error}") from None
    if not isinstance(told, list) or not all(isinstance(entry, dict) for entry in told):
        raise Trouble("this JSON is no list of ideas or projects")
    rows = [Row(f"entry {number}", dict(_flat(entry))) for number, entry in enumerate(told, 1)]
    headings = dict.fromkeys(heading for row in rows for heading in row.cells)
    return Rows([*headings], iter(rows))


def _flat(value: Any, heading: str = "") -> Iterator[tuple[str, str]]:
    """What is nested, under headings with slashes between: as Decidim writes the same in CSV."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{heading}/{name}" if heading else name)
    else:
        parts = value if isinstance(value, list) else [value]
        yield same_name(heading), ", ".join(_said(part) for part in parts if part is not None)


def _said(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


_LATITUDE = ("latitude", "lat", "breitengrad", "geografische breite", "latitud")
_LONGITUDE = ("longitude", "lon", "lng", "long", "längengrad", "geografische länge", "longitud")


def location_of(row: Row) -> Location | None:
    """Where the entry is on the map; none if its cells are empty or there are no such columns.

    Raises:
        ValueError: if they hold no place on earth; said so that a reader of the file understands it.
    """
    latitude, longitude = row.cell(*_LATITUDE), row.cell(*_LONGITUDE)
    if not latitude and not longitude:
        return None
    try:
        return Location.at(float(longitude.replace(",", ".")), float(latitude.replace(",", ".")))
    except ValueError:
        raise ValueError(f"“{latitude[:20]}” and “{longitude[:20]}” are no latitude and longitude") from None
    except LocationIsNotClear as wrong:
        raise ValueError(str(wrong)) from None


def day_of(text: str) -> date | None:
    """The day at the beginning of the text, none if it says nothing.

    Raises:
        ValueError: if it is no day, or one to come; said so that a reader of the file understands it.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no day like 2025-03-09") from None
    # Somewhere on earth it is tomorrow already.
    if day > (datetime.now().astimezone() + timedelta(days=1)).date():
        raise ValueError(f"{day} has not come yet")
    return day
