"""The lines of a ``.pb`` file: sections of semicolon-separated rows, each with its line number."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from services.voting.domain.tally.errors import FileIsNotPabulib

SECTIONS = ("META", "PROJECTS", "VOTES")
_MOST_COLUMNS = 1000


def decoded(data: bytes) -> str:
    """The text, its byte-order mark gone."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = data.count(b"\n", 0, broken.start) + 1
        raise FileIsNotPabulib(line, "this is not UTF-8 text") from None


@dataclass(slots=True)
class Header:
    """A section's column names and where each stands."""

    columns: list[str]

    def find(self, name: str) -> int | None:
        return self.columns.index(name) if name in self.columns else None


class Rows:
    """Reads a file's rows from top to bottom."""

    def __init__(self, text: str) -> None:
        self._reader = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
        self._rows = self._guarded()

    @property
    def line(self) -> int:
        """The line read last."""
        return max(self._reader.line_num, 1)

    def wrong(self, reason: str, line: int | None = None) -> FileIsNotPabulib:
        """The error to raise about the line read last, or another."""
        return FileIsNotPabulib(line or self.line, reason)

    def open_section(self, name: str) -> Header:
        """The section's header; the rows that follow are its own."""
        title = next(self._rows, None)
        if title is None or title[0].strip().upper() != name:
            raise self.wrong(f"the section {name} should start here")
        return self.header(name)

    def header(self, name: str) -> Header:
        """The column names of a section whose title was just read."""
        columns = [column.strip() for column in next(self._rows, [])]
        if not columns or len(columns) > _MOST_COLUMNS:
            raise self.wrong(f"the section {name} needs a header with at most {_MOST_COLUMNS} columns")
        if len(set(columns)) != len(columns):
            raise self.wrong("two columns have the same name")
        return Header(columns)

    def until(self, title: str | None, width: int) -> Iterator[list[str]]:
        """The rows up to the next section's title (read, too), or to the end; each has the header's width."""
        for row in self._rows:
            if len(row) != width:
                if title and row[0].strip().upper() == title:
                    return
                raise self.wrong(f"{len(row)} fields where the header has {width}")
            yield row
        if title:
            raise self.wrong(f"the file ends before the section {title}")

    def _guarded(self) -> Iterator[list[str]]:
        while True:
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as broken:
                raise self.wrong(str(broken)) from None
            if row:
                yield row
