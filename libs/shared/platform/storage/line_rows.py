"""Life lines in the database: each service keeps those of its things in one table of its own."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Identity, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.workflow import Line


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
