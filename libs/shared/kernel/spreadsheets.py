"""Tables as CSV files, which people open in spreadsheets: no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


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
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_BEGINS_FORMULAS) else text
