"""Opinions: what departments say of an idea when they are asked, for those who answer it. Nobody outside reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

Stance = Literal["for", "conditions", "against", "not-concerned"]
OpinionState = Literal["asked", "overdue", "answered"]
OpinionsWanted = Literal["open", "overdue", "answered"]
OpinionsOfIdea = Literal["awaited", "overdue", "in"]

MOST_AT_ONCE = 20
"""How many departments are asked in one go, at most."""
LONGEST_DAYS = 250
"""The longest deadline, in working days: about a year."""
_KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Said:
    """What the department says: for, against, or for under conditions, and why; and who of the staff wrote it down."""

    stance: Stance
    text: str
    written_by: UUID
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """One department's opinion of an idea: what it was asked, until when it is to answer, and what it said."""

    opinion_id: UUID
    idea_id: UUID
    department_id: UUID
    question: str
    asked_by: UUID
    asked_at: datetime
    due_at: datetime
    said: Said | None = None

    def state(self, now: datetime) -> OpinionState:
        """Where it stands."""
        if self.said is not None:
            return "answered"
        return "overdue" if self.due_at < now else "asked"

    @property
    def erase_on(self) -> date:
        """The day on which it is erased."""
        return (self.asked_at + _KEPT_FOR).date()


@dataclass(frozen=True, slots=True)
class OpinionsSoFar:
    """How many departments were asked about an idea, how many have answered, and when the next answer is due."""

    asked: int
    answered: int
    next_due_at: datetime | None

    def is_overdue(self, now: datetime) -> bool:
        """Whether one should have been there by now."""
        return self.next_due_at is not None and self.next_due_at < now


@dataclass(frozen=True, slots=True)
class Question:
    """What departments are asked, and how many working days each has."""

    department_ids: Sequence[UUID]
    text: str
    working_days: int


@dataclass(frozen=True, slots=True)
class WantedOpinions:
    """Which opinions somebody wants to see: those that are awaited, overdue or there; of one department, or of all."""

    which: OpinionsWanted = "open"
    department_id: UUID | None = None
