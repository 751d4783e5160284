"""Tables as CSV files, which people open in spreadsheets: no cell is a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_BEGINS_FORMULAS = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")
_IS_NOT_SEEN = ("Z", "Cf")
"""Blanks of any kind, and signs that control how others stand: what begins after them begins the text."""


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """The rows as comma-separated values."""
    out = io.StringIO()
    csv.writer(out).writerows([as_cell(value) for value in row] for row in rows)
    return out.getvalue()


def as_cell(value: object) -> object:
    """The value as it may stand in a cell.

    A spreadsheet would take some texts for formulas and run them; an apostrophe before them says that they are texts.
    Numbers that are numbers stay. Source: OWASP, CSV injection.
    """
    return as_text(value) if isinstance(value, str) else value


def as_text(text: str) -> str:
    """The text as a spreadsheet takes it for one."""
    first = text[:1]
    if first.isascii() and first.isalnum():
        return text  # as nearly all are, and a file has millions
    seen = next((sign for sign in text if not unicodedata.category(sign).startswith(_IS_NOT_SEEN)), "")
    # Full-width and small forms are the same to a spreadsheet.
    is_formula = unicodedata.normalize("NFKC", seen).startswith(_BEGINS_FORMULAS)
    return f"'{text}" if is_formula or seen in _BREAKS else text
