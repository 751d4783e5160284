"""A file of another platform as rows: comma-separated values of any kind, or JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from libs.shared.kernel.location import Location, LocationIsNotClear
from libs.shared.kernel.text_files import FileIsNoText, text_of
from libs.shared.kernel.typed_text import same_name
from libs.shared.kernel.words import Words, filled, words
from services.ideas.domain.moving_in.errors import FileCannotBeRead
from services.ideas.domain.moving_in.found import CellIsWrong, Finding, Findings, Mistake, number_in

_SEPARATORS = ";,\t|"
_LONGEST_CELL = 64 * 1024 * 1024
_NOT_CLOSED = words("a quotation mark is not closed or stands in the wrong place; nothing behind it can be read")
_EMPTY = words("the file is empty")
_NO_COLUMN = words("this is no {what}: there is no column “{column}”. Its columns are: {there}")
_NO_COLUMNS = words("none")
_NO_JSON = words("this begins like JSON, but is none")
_NO_LIST = words("this JSON is no list of ideas or projects")
_CELLS = words("there are {cells} cells, but {columns} columns")
_NO_DAY = words("“{text}” is no day like 2025-03-09")
_TO_COME = words("{day} has not come yet")
_NO_LOCATION = words("“{latitude}” and “{longitude}” are no latitude and longitude")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the file: where it stands, and its cells by heading."""

    place: str
    cells: Mapping[str, str]
    asked: set[str] = field(default_factory=set, compare=False, repr=False)

    def cell(self, *headings: str) -> str:
        """The first of these that says something; nothing if none does."""
        self.asked.update(headings)
        return next((found for each in headings if (found := self.cells.get(each, "").strip())), "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The file's headings, as ``same_name`` spells them, and its rows, with mistakes in place of what is none.

    ``asked`` fills up, while the rows are read, with the headings under which somebody looked.
    """

    headings: Sequence[str]
    rows: Iterator[Row | Mistake]
    asked: set[str] = field(default_factory=set)

    @property
    def columns(self) -> tuple[list[str], list[str]]:
        """The headings that were looked under so far, and those that nobody looked under."""
        there = [each for each in dict.fromkeys(self.headings) if each]
        return [each for each in there if each in self.asked], [each for each in there if each not in self.asked]

    def demand(self, what: Words, *needed: Sequence[str]) -> None:
        """Return if each of the columns is there, under one of its headings.

        Raises:
            FileCannotBeRead: if one is missing, with those that are there.
        """
        for headings in needed:
            if not {*headings} & {*self.headings}:
                there = ", ".join(self.headings[:20]) or _NO_COLUMNS
                raise FileCannotBeRead(filled(_NO_COLUMN, what=what, column=headings[0], there=there))

    def each(self, read: Callable[[Row], Finding]) -> Findings:
        """What ``read`` finds in each row; a mistake of the row where a cell is wrong."""
        for row in self.rows:
            try:
                yield row if isinstance(row, Mistake) else read(row)
            except CellIsWrong as wrong:
                yield Mistake(row.place, wrong.why)


def read_rows(content: bytes) -> Rows:
    """The rows of the file.

    Raises:
        FileCannotBeRead: if it is no table, or empty.
    """
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return _of_json(content)
    try:
        return _of_text(text_of(content))
    except FileIsNoText as refused:
        raise FileCannotBeRead(refused.words, refused.line) from None


def _of_text(text: str) -> Rows:
    first = next((line for line in io.StringIO(text) if line.strip()), None)
    if first is None:
        raise FileCannotBeRead(_EMPTY)
    rows = _numbered(text, max(_SEPARATORS, key=first.count))
    heading = next(rows)
    if isinstance(heading, Mistake):
        raise FileCannotBeRead(heading.why, number_in(heading.place))
    headings, asked = [same_name(cell) for cell in heading[1]], set[str]()
    read = (row if isinstance(row, Mistake) else _row(*row, headings, asked) for row in rows)
    return Rows(headings, read, asked)


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


def _row(place: str, cells: list[str], headings: Sequence[str], asked: set[str]) -> Row | Mistake:
    if len(cells) < len(headings) or any(cell.strip() for cell in cells[len(headings) :]):
        return Mistake(place, filled(_CELLS, cells=len(cells), columns=len(headings)))
    return Row(place, dict(zip(headings, cells, strict=False)), asked)


def _of_json(content: bytes) -> Rows:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise FileCannotBeRead(_NO_JSON) from None
    if not isinstance(told, list) or not all(isinstance(entry, dict) for entry in told):
        raise FileCannotBeRead(_NO_LIST)
    asked = set[str]()
    rows = [Row(f"entry {number}", dict(_flat(entry)), asked) for number, entry in enumerate(told, 1)]
    headings = dict.fromkeys(heading for row in rows for heading in row.cells)
    return Rows([*headings], iter(rows), asked)


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
        CellIsWrong: if they hold no place on earth.
    """
    latitude, longitude = row.cell(*_LATITUDE), row.cell(*_LONGITUDE)
    if not latitude and not longitude:
        return None
    try:
        return Location.at(float(longitude.replace(",", ".")), float(latitude.replace(",", ".")))
    except (ValueError, LocationIsNotClear):
        raise CellIsWrong(filled(_NO_LOCATION, latitude=latitude[:20], longitude=longitude[:20])) from None


def day_of(text: str) -> date | None:
    """The day at the beginning of the text, none if it says nothing.

    Raises:
        CellIsWrong: if it is no day, or one to come.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise CellIsWrong(filled(_NO_DAY, text=text[:40])) from None
    # Somewhere on earth it is tomorrow already.
    if day > (datetime.now().astimezone() + timedelta(days=1)).date():
        raise CellIsWrong(filled(_TO_COME, day=day))
    return day
