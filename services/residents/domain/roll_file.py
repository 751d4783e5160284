"""The files that councils send: their encodings, separators and headings."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from libs.shared.kernel.words import Words
from services.residents.domain.errors import RollError, RollHasErrors

Column = Literal["number", "area"]

_HEADINGS: dict[Column, frozenset[str]] = {
    "number": frozenset({"number", "no", "no.", "nr", "nr.", "nummer", "id"}),
    "area": frozenset({"area", "district", "ward", "gebiet", "bezirk", "ortsteil", "stadtteil", "stadtraum"}),
}
_SEPARATORS = (";", ",", "\t")
_OPEN_QUOTATION: Words = {
    "en": "A quotation mark is not closed, or stands in the wrong place.",
    "de": "Ein Anführungszeichen ist nicht geschlossen oder steht an der falschen Stelle.",
}
_UNKNOWN_ENCODING: Words = {
    "en": "This is text in neither UTF-8 nor Windows-1252. Please save the file as UTF-8.",
    "de": "Dieser Text ist weder UTF-8 noch Windows-1252. Bitte speichern Sie die Datei als UTF-8.",
}
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file: its number, and its fields by column."""

    line: int
    number: str
    area: str


def records_of(content: bytes) -> Iterator[Record | RollError]:
    """The file's records in order, and in their place the lines that are none. Empty lines are passed over.

    Columns other than number and area are passed over too: what is not needed is not kept.

    Raises:
        RollHasErrors: if the file is no table with these columns.
    """
    lines = _decoded(content).splitlines(keepends=True)
    first = 1 if lines and lines[0].lower().startswith("sep=") else 0  # how Excel names its separator
    separator = _separator_of(lines[first] if len(lines) > first else "")
    rows = csv.reader(lines[first:], delimiter=separator, strict=True)
    columns: dict[Column, int] | None = None
    width = 0
    for line, row in _numbered(rows, first):
        if isinstance(row, RollError):
            yield row
            return  # after an open quotation mark no line can be told from the next
        if not any(field.strip() for field in row):
            continue
        if columns is None:
            columns, width = _columns_of(row, line), len(row)
        elif len(row) != width:
            yield RollError.of(line, _columns_differ(width, len(row)))
        else:
            yield Record(line, row[columns["number"]].strip(), row[columns["area"]].strip())
    if columns is None:
        raise _unusable(1, {"en": "The file is empty.", "de": "Die Datei ist leer."})


def _numbered(rows: Iterator[list[str]], first: int) -> Iterator[tuple[int, list[str] | RollError]]:
    """Each row with the line it starts on; a quoted field may run over several lines."""
    starts = first + 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield starts, RollError.of(starts, _OPEN_QUOTATION)
            return
        yield starts, row
        starts = first + 1 + rows.line_num  # type: ignore[attr-defined] # csv.reader's own attribute


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16_MARKS):
        encodings: Sequence[str] = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            broken = error
    line = content.count(b"\n", 0, broken.start) + 1
    raise _unusable(line, _UNKNOWN_ENCODING)


def _separator_of(heading: str) -> str:
    return max(_SEPARATORS, key=heading.count)


def _columns_of(heading: Sequence[str], line: int) -> dict[Column, int]:
    names = [name.strip().casefold() for name in heading]
    found: dict[Column, int] = {}
    for column, known in _HEADINGS.items():
        places = [place for place, name in enumerate(names) if name in known]
        if not places:
            raise _unusable(line, _heading_is_missing(column))
        found[column] = places[0]
    return found


def _columns_differ(expected: int, found: int) -> Words:
    return {
        "en": f"{expected} columns were expected, there are {found}.",
        "de": f"Erwartet sind {expected} Spalten, hier sind es {found}.",
    }


def _heading_is_missing(column: Column) -> Words:
    return {
        "en": f'The heading "{column}" is missing. The first line must be: number,area',
        "de": f"Die Überschrift „{column}“ fehlt. Die erste Zeile muss so lauten: number,area",
    }


def _unusable(line: int, words: Words) -> RollHasErrors:
    return RollHasErrors([RollError.of(line, words)], 1)
