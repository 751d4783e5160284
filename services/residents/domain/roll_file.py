"""The tables that councils send: their separators, headings and lines."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from libs.shared.kernel.text_files import FileIsNoText, text_of
from libs.shared.kernel.typed_text import clean_line, plain_signs, same_name
from libs.shared.kernel.words import Words
from services.residents.domain import headings
from services.residents.domain.errors import RollError, RollHasErrors
from services.residents.domain.headings import Column

_SEPARATORS = (";", ",", "\t", "|")
_LOOKED_AT = 20
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_OPEN_QUOTATION: Words = {
    "en": "A quotation mark is not closed, or stands in the wrong place.",
    "de": "Ein Anführungszeichen ist nicht geschlossen oder steht an der falschen Stelle.",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file: its number, and its fields by column."""

    line: int
    number: str
    area: str


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    fields: list[str]


def records_of(content: bytes) -> Iterator[Record | RollError]:
    """The file's records in order, and in their place the lines that are none. Empty lines are passed over.

    Columns other than number and area are passed over too: what is not needed is not kept.

    Raises:
        RollHasErrors: if the file is no table with these columns.
    """
    text = _text_in(content)
    separator, skipped = _separator_of(text)
    rows = _rows(text, separator, skipped)
    heading = next(rows, None)
    if heading is None:
        raise _unusable(1, {"en": "The file is empty.", "de": "Die Datei ist leer."})
    if isinstance(heading, RollError):
        yield heading
        return
    columns, width = _columns_of(heading, rows, separator), len(_without_empty_end(heading.fields))
    for row in rows:
        yield row if isinstance(row, RollError) else _record(row, columns, width, separator)


def _text_in(content: bytes) -> str:
    try:
        return text_of(content)
    except FileIsNoText as refused:
        raise _unusable(refused.line, refused.words) from None


def _unusable(line: int, words: Words) -> RollHasErrors:
    """The refusal of a whole file."""
    return RollHasErrors([RollError.of(line, words)], 1)


def _record(row: _Row, columns: dict[Column, int], width: int, separator: str) -> Record | RollError:
    # Spreadsheets end lines with separators that nothing follows.
    if len(row.fields) < width or any(field.strip() for field in row.fields[width:]):
        return RollError.of(row.line, _columns_differ(width, row.fields, separator))
    number, area = row.fields[columns["number"]], row.fields[columns["area"]]
    return Record(row.line, _cell(number, plain_signs), _cell(area, clean_line))


def _cell(field: str, clean: Callable[[str], str]) -> str:
    """What the field says: a spreadsheet guards digits as ``="0007"`` or ``'0007``."""
    if _CONTROL.search(field):  # is told of, not mended: something went wrong with the file
        return field.strip()
    text = clean(field)
    if text.startswith('="') and text.endswith('"'):
        text = text[1:]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return text.removeprefix("'").strip()


def _rows(text: str, separator: str, skipped: int) -> Iterator[_Row | RollError]:
    """Each row that is not empty, with the line it starts on; a quoted field may run over several lines."""
    lines = io.StringIO(text, newline="")
    for _ in range(skipped):
        lines.readline()
    rows, starts = csv.reader(lines, delimiter=separator, strict=True), skipped + 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield RollError.of(starts, _OPEN_QUOTATION)
            return  # after an open quotation mark no line can be told from the next
        if any(plain_signs(field) for field in row):
            yield _Row(starts, row)
        starts = skipped + 1 + rows.line_num


def _separator_of(text: str) -> tuple[str, int]:
    """The sign between the columns, and how many lines to skip: Excel may name the separator on the first."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):
        return first[4:5] if first[4:5] in _SEPARATORS else _most_frequent(rest), 1
    return _most_frequent(text), 0


def _most_frequent(text: str) -> str:
    lines = list(islice(io.StringIO(text, newline=""), _LOOKED_AT))
    for line in lines:
        for separator in _SEPARATORS:
            if headings.columns_in(line.replace('"', "").split(separator)):
                return separator
    heading = next((line for line in lines if line.strip()), "")
    return max(_SEPARATORS, key=heading.count)


def _columns_of(heading: _Row, rows: Iterator[_Row | RollError], separator: str) -> dict[Column, int]:
    found = headings.places_in(heading.fields)
    for column, places in found.items():
        if len(places) > 1:
            raise _unusable(heading.line, headings.stands_twice(column))
    if all(found.values()):
        return {column: places[0] for column, places in found.items()}
    if len(heading.fields) == 1 and separator in heading.fields[0]:
        raise _unusable(heading.line, headings.LINES_ARE_QUOTED)
    for row in islice(rows, _LOOKED_AT):
        if isinstance(row, _Row) and all(headings.places_in(row.fields).values()):
            raise _unusable(heading.line, headings.stand_below(row.line))
    missing: Column = "area" if found["number"] else "number"
    raise _unusable(heading.line, headings.is_missing(missing, _looks_like_a_person(heading.fields)))


def _looks_like_a_person(fields: Sequence[str]) -> bool:
    return any(same_name(field).replace(" ", "").isdigit() for field in fields)


def _without_empty_end(fields: Sequence[str]) -> list[str]:
    kept = list(fields)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _columns_differ(expected: int, fields: Sequence[str], separator: str) -> Words:
    counted = {
        "en": f"{expected} columns were expected, there are {len(fields)}.",
        "de": f"Erwartet sind {expected} Spalten, hier sind es {len(fields)}.",
    }
    more = _why_one(fields[0], separator) if len(fields) == 1 else {"en": "", "de": ""}
    return {language: counted[language] + more[language] for language in counted}


def _why_one(field: str, separator: str) -> Words:
    if separator in field:
        return {
            "en": " The whole line stands in quotation marks. Take them away, or save the table as CSV again.",
            "de": " Die ganze Zeile steht in Anführungszeichen. Bitte entfernen Sie diese oder speichern Sie die"
            " Tabelle noch einmal als CSV.",
        }
    other = next((each for each in _SEPARATORS if each in field), None)
    if other is None:
        return {"en": "", "de": ""}
    return {
        "en": f" The headings are separated by “{separator}”, this line by “{other}”. Use one sign in the whole file.",
        "de": f" Die Überschriften sind durch „{separator}“ getrennt, diese Zeile durch „{other}“. Bitte verwenden Sie"
        " in der ganzen Datei dasselbe Zeichen.",
    }
