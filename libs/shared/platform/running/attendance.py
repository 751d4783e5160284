"""Who of a service's workers is at work, and who is not, since when and why.

A worker's own loops tell: ``present`` after each round that went well, ``absent`` after one that failed. They need not
know whom they tell. Whoever runs a worker opens its line in the service's list first.
"""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from libs.shared.kernel.clock import Clock
from libs.shared.platform.watching.metrics import WORKER_UP

DATABASE = "database"
"""The line of what every worker needs, kept by whoever asks it something."""


class FailureInWords(Exception):
    """A failure whose own words quote nobody, so that everyone may read them."""

    @property
    def words(self) -> str:
        """What there is to know."""
        return str(self)


@dataclass(slots=True)
class Line:
    """One worker's line in the list.

    ``failure`` is the kind of its last failure while it is not at work: an error's own words may quote somebody.
    ``words`` are there for those that do not.
    """

    name: str
    clock: Clock
    since: datetime
    failure: str | None = None
    words: str | None = None

    @property
    def is_at_work(self) -> bool:
        return self.failure is None

    def present(self) -> None:
        """It works, or works again."""
        if self.failure is not None:
            self.failure, self.words, self.since = None, None, self.clock.now()
        WORKER_UP.labels(self.name).set(1)

    def absent(self, failure: BaseException) -> None:
        """It does not, because of this failure; since the first of a row of them."""
        if self.failure is None:
            self.since = self.clock.now()
        self.failure = _kind_of(failure)
        self.words = words_of(failure)
        WORKER_UP.labels(self.name).set(0)


def words_of(failure: BaseException) -> str | None:
    """What the failure says, if everyone may read it."""
    return failure.words if isinstance(failure, FailureInWords) else None


def _kind_of(failure: BaseException) -> str:
    """The failure's name: PostgreSQL's own, such as DiskFullError, where SQLAlchemy hands it on under a wider one."""
    said = getattr(failure, "orig", None)
    return type(getattr(said, "__cause__", None) or said or failure).__name__


@dataclass
class Attendance:
    """The list of one service in one process."""

    clock: Clock
    lines: dict[str, Line] = field(default_factory=dict)

    def line_of(self, name: str) -> Line:
        """The worker's line, opened now if it has none."""
        if name not in self.lines:
            self.lines[name] = Line(name, self.clock, self.clock.now())
        return self.lines[name]


_MINE: ContextVar[Line | None] = ContextVar("attendance", default=None)


def sign_in(line: Line) -> None:
    """What this task, and those that it starts, tell goes into the line."""
    _MINE.set(line)
    line.present()


def present() -> None:
    """A round of this worker's went well."""
    if (line := _MINE.get()) is not None:
        line.present()


def absent(failure: BaseException) -> None:
    """A round of this worker's failed."""
    if (line := _MINE.get()) is not None:
        line.absent(failure)
