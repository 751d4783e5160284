"""A file of ideas on its way into a round: looked at, then taken line by line, then a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from libs.shared.kernel.words import Words
from services.ideas.domain.origin import System

MOST_IDEAS = 20_000
LARGEST = 20_000_000
"""Bytes of a file."""

WAITS = timedelta(days=2)
"""How long a file that was looked at waits for somebody to take it."""
REPORTED = timedelta(days=90)
"""How long what became of a file can be read."""

Stage = Literal["shown", "running", "ended"]


Kind = Literal["stays", "wrong", "refused"]
"""Why a line is not taken: it stays behind by its state there; something is wrong with it; or it was refused here."""


@dataclass(frozen=True, slots=True)
class Unmoved:
    """A line that is not taken: where it stands, and why."""

    line: int
    kind: Kind
    why: Words


@dataclass(frozen=True, slots=True)
class FirstIdea:
    """One of the first ideas of a file, as it would read."""

    line: int
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a file holds: so many ideas to take, and which of its columns are read."""

    system: System
    language: str
    to_take: int
    to_accept: int
    with_cost: int
    columns_read: Sequence[str]
    columns_unread: Sequence[str]
    first: Sequence[FirstIdea]


@dataclass(frozen=True, slots=True)
class Import:
    """A file of ideas, and how far it is.

    Attributes:
        taken: how many ideas it has brought so far.
        there_before: how many were there already, from an earlier file.
        unmoved: how many lines are not taken, by why.
    """

    import_id: UUID
    round_id: UUID
    made_by: UUID
    made_at: datetime
    sketch: Sketch
    begun_at: datetime | None = None
    ended_at: datetime | None = None
    taken: int = 0
    there_before: int = 0
    unmoved: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        if self.ended_at:
            return "ended"
        return "running" if self.begun_at else "shown"
