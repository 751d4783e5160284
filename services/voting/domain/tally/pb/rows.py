"""The lines of a ``.pb`` file: sections of semicolon-separated rows, each with its line number."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from libs.shared.kernel.invisible_signs import without_invisible_signs
from services.voting.domain.tally.errors import FileIsNotPabulib
from services.voting.domain.tally.pb.keys import as_key
from services.voting.domain.tally.pb.notes import Notes, so_many

SECTIONS = ("META", "PROJECTS", "VOTES")
_MOST_COLUMNS = 1000
_MOST_LINES_OF_A_CELL = 50
# Signs without a shape that copying from pages and messages leaves behind; joiners may belong to a name.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_AROUND_A_TITLE = re.compile(r"[\W_]+")
_OTHER_DELIMITERS = {",": "commas", "\t": "tabs"}


@dataclass(slots=True)
class Header:
    """A section's column names and where each stands."""

    columns: list[str]

    def find(self, name: str) -> int | None:
        return self.columns.index(name) if name in self.columns else None


class Rows:
    """Reads a file's rows from top to bottom. Empty rows, and the empty cells by which spreadsheets pad, do not count.

    ``line`` is the line read last; ``ballots`` says how many a row holds, for what is said of it.
    """

    def __init__(self, text: str, notes: Notes) -> None:
        self._lines = StringIO(text, newline="")
        self._ahead: deque[str] = deque()
        self._delimiter = ";"
        self.line, self.notes, self.ballots = 0, notes, 0

    @property
    def delimiter(self) -> str:
        return self._delimiter

    def wrong(self, reason: str) -> FileIsNotPabulib:
        """The error to raise where nothing that follows could be understood."""
        return self.notes.stop(max(self.line, 1), reason)

    def open_section(self, name: str) -> Header:
        """The section's header; the rows that follow are its own."""
        row = self._next()
        if row is None or not self._is_title(row, name):
            told = f"the section {name} should start here: its title, alone in a line, with nothing above it"
            raise self.wrong(f"{told}; is this the .pb file?")
        return self.header(name)

    def header(self, name: str) -> Header:
        """The column names of a section whose title was just read."""
        self._learn_delimiter()
        columns = [as_key(column) for column in self._next() or []]
        while columns and not columns[-1]:
            columns.pop()
        if not columns or len(columns) > _MOST_COLUMNS:
            raise self.wrong(f"the section {name} needs a header with at most {_MOST_COLUMNS} columns")
        named = [column for column in columns if column]
        if twice := next((column for column in named if named.count(column) > 1), None):
            raise self.wrong(f"two columns have the same name: {twice[:40]}; rename or remove one")
        return Header(columns)

    def until(
        self, title: str | None, width: int, mended: Callable[[list[str]], list[str]] = list
    ) -> Iterator[list[str]]:
        """The rows up to the next section's title (read, too), or to the end; each has the header's width.

        Args:
            title: Of the section that follows; None if this one is the last.
            width: How many columns the header has.
            mended: What to make of a row that has another width, if there is one sensible reading of it.
        """
        while (row := self._next(width)) is not None:
            if self._is_title(row, title):
                return
            row = row if len(row) == width else mended(row)
            if len(row) == width:
                yield row
            else:
                what = f"{so_many(len(row), 'field')} where the header has {width}"
                self.notes.mistake(self.line, f"{what}; put text that holds a {self._delimiter} in quotation marks")
        if title:
            raise self.wrong(f"the file ends before the section {title}; it may have been cut off")

    def _is_title(self, row: list[str], title: str | None) -> bool:
        """Whether the row is this section's title, however it is adorned.

        Raises:
            FileIsNotPabulib: if it is another section's: then two files were joined, or the order is another.
        """
        if any(map(str.strip, row[1:])):
            return False
        written = row[0].strip()
        if title and _AROUND_A_TITLE.sub("", written).upper() == title:
            if written != title:
                self.notes.warn(self.line, f"the title {written[:40]!r} is read as {title}", kind="title")
            return True
        if written in SECTIONS:
            told = f"the section {written} stands in a place that is not its own"
            raise self.wrong(f"{told}; a file has META, PROJECTS and VOTES once each, in this order")
        return False

    def _learn_delimiter(self) -> None:
        """Spreadsheets save the columns apart by commas or tabs, too; the first header says so."""
        following = self._following()
        if following is None:
            return
        self._ahead.appendleft(following)
        for delimiter, word in _OTHER_DELIMITERS.items():
            if following.strip().lower().startswith(f"key{delimiter}value"):
                self._delimiter = delimiter
                self.notes.warn(self.line + 1, f"the columns are separated by {word} instead of semicolons")

    def _following(self) -> str | None:
        """The next line with its end, which belongs to a cell if that goes on."""
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _next(self, width: int | None = None) -> list[str] | None:
        """The next row that holds anything, no wider than it must be."""
        while (line := self._following()) is not None:
            self.line += 1
            text = line.rstrip("\r\n")
            if not text.strip(self._delimiter + " \t"):
                continue
            cells = self._quoted(line, width) if '"' in text else text.split(self._delimiter)
            cells = self._seen(cells) if _UNSEEN.search(line) else cells
            return _unpadded(cells, width) if width is not None and len(cells) > width else cells
        return None

    def _seen(self, cells: list[str]) -> list[str]:
        seen = [without_invisible_signs(cell) for cell in cells]
        if seen != cells:
            self.notes.warn(self.line, "signs that nobody sees stand in the text; they were left out", self.ballots)
        return seen

    def _quoted(self, line: str, width: int | None) -> list[str]:
        """The cells of a row with quotation marks: as CSV, over several lines if need be, or else as they stand."""
        cells = self._as_csv(line)
        if isinstance(cells, list):
            return cells
        joined: list[str] = []
        while cells is _UNFINISHED and len(joined) < _MOST_LINES_OF_A_CELL:
            following = self._following()
            if following is None:
                break
            joined.append(following)
            cells = self._as_csv("".join([line, *joined]))
        if isinstance(cells, list) and (width is None or len(_unpadded(cells, width)) == width):
            self.line += len(joined)
            return cells
        self._ahead.extendleft(reversed(joined))
        return self._literally(line.rstrip("\r\n"), width)

    def _literally(self, text: str, width: int | None) -> list[str]:
        cells = [self._unquoted(cell) for cell in text.split(self._delimiter)]
        if width is not None and len(_unpadded(cells, width)) == width:
            advice = 'to be sure, write each mark twice and the cell between two more: """Park"" at the lake"'
            self.notes.warn(self.line, f"a quotation mark inside a cell is read as it stands; {advice}")
        return cells

    def _unquoted(self, cell: str) -> str:
        read = self._as_csv(cell)
        return read[0] if isinstance(read, list) and read else cell

    def _as_csv(self, text: str) -> "list[str] | _Broken":
        try:
            return next(csv.reader(StringIO(text, newline=""), delimiter=self._delimiter, strict=True), [])
        except csv.Error as broken:
            return _UNFINISHED if str(broken) == "unexpected end of data" else _BROKEN


class _Broken:
    """Why a line is no row of CSV."""


_UNFINISHED, _BROKEN = _Broken(), _Broken()


def _unpadded(cells: list[str], width: int) -> list[str]:
    return cells if any(map(str.strip, cells[width:])) else cells[:width]
