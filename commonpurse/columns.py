"""Rows of text under each other, for a terminal: no more than that, so that nothing need be imported for it."""

import unicodedata
from collections.abc import Collection, Sequence


def in_columns(header: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Collection[str]) -> str:
    """The header, a rule and the rows; columns named in ``numeric`` stand to the right."""
    table = [header, *(tuple(map(plain, row)) for row in rows)]
    widths = [max(_width(row[place]) for row in table) for place in range(len(header))]
    lines = ["  ".join(_cell(*cell, numeric) for cell in zip(row, widths, header, strict=True)) for row in table]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def _cell(text: str, width: int, column: str, numeric: Collection[str]) -> str:
    padding = " " * (width - _width(text))
    return padding + text if column in numeric else text + padding


def plain(text: str) -> str:
    """The text in one line: a file's words are not commands to the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _width(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
