"""Life lines in the database: each service keeps those of its things in one table of its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Identity, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.typed_lines import restated, typed_in
from libs.shared.kernel.words import Words
from libs.shared.kernel.workflow import Action, Line
from libs.shared.kernel.workflow_fields import Choice


class LineColumns:
    """What a table of life lines holds besides whose they are: a line, in every language that it was written in."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    state: Mapped[str] = mapped_column(Text)
    words: Mapped[dict[str, str]] = mapped_column(JSONB)
    by: Mapped[dict[str, str]] = mapped_column(JSONB)


def line_values(line: Line) -> dict[str, object]:
    """The line as values of a row."""
    return {"at": line.at, "state": line.state, "words": dict(line.words), "by": dict(line.by)}


def as_line(row: LineColumns) -> Line:
    """The row as a line."""
    return Line(row.at, row.state, row.words, row.by)


L = TypeVar("L", bound=LineColumns)


class TypedLines(Generic[L]):
    """The lines of one thing into which somebody typed words, by the actions that wrote them."""

    def __init__(self, rows: Iterable[L], actions: Sequence[Action]) -> None:
        typed = [(row, typed_in(actions, row.words)) for row in rows]
        self._typed = {row: words for row, words in typed if words is not None}

    def choices(self) -> list[Choice]:
        """The lines, to choose one whose words are to go."""
        return [Choice(str(row.id), row.words) for row in self._typed]

    def typed(self, line: str | int) -> str:
        """What was typed into the line of that choice."""
        return next(words for row, words in self._typed.items() if str(row.id) == str(line))

    def told_otherwise(self, at: datetime, words: str) -> str | None:
        """The choice of the line of that moment, if something else than these words was typed into it."""
        return next((str(row.id) for row, typed in self._typed.items() if row.at == at and typed != words), None)

    def restate(self, typed: str, instead: str) -> list[Words]:
        """Say other words in every line that holds just these; the lines as they were."""
        rows = [row for row, words in self._typed.items() if words == typed]
        before: list[Words] = [row.words for row in rows]
        for row in rows:
            row.words = restated(row.words, typed, instead)
        return before
