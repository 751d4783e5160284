"""The queue: which ideas wait, in which order, and who is at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from libs.shared.kernel.workflow import Workflow
from services.ideas.domain.desk.answer import Waiting
from services.ideas.domain.desk.opinion import OpinionsOfIdea, OpinionsSoFar
from services.ideas.domain.idea import Idea, IntakeChannel

DueWithin = Literal["late", "week", "escalated"]
InHands = Literal["mine", "free"]
Appeals = Literal["waiting", "for-me"]
"""Ideas whose appeal waits to be decided: all, or those that whoever asks did not refuse."""
QueueOrder = Literal["oldest", "newest", "due"]

HELD_FOR = timedelta(minutes=30)
"""How long somebody is taken to be at an idea: long enough to read and write, short enough for whoever went home."""
SKIPPED_FOR = timedelta(hours=12)
"""How long whoever skips an idea is not offered it again: until tomorrow. Others are."""
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WantedAtDesk:
    """Which ideas somebody wants to see at the desk, in which order. Without states, those that wait for an answer."""

    states: Sequence[str] = ()
    round_ids: Sequence[UUID] = ()
    area_id: UUID | None = None
    words: str = ""
    language: str | None = None
    channel: IntakeChannel | None = None
    due: DueWithin | None = None
    department_id: UUID | None = None
    is_unassigned: bool = False
    hands: InHands | None = None
    opinions: OpinionsOfIdea | None = None
    appeals: Appeals | None = None
    order: QueueOrder = "oldest"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks at the desk, and when; and in which roles, to which late ideas go."""

    staff_id: UUID
    now: datetime
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeskIdea:
    """An idea as the desk shows it: whose it is to answer, who is at it, which answer waits, which opinions do."""

    idea: Idea
    workflow: Workflow
    department_id: UUID | None = None
    held_by: UUID | None = None
    held_until: datetime | None = None
    answer: Waiting | None = None
    opinions: OpinionsSoFar | None = None

    def is_held(self, now: datetime) -> bool:
        """Whether somebody is at it."""
        return self.held_until is not None and self.held_until > now


@dataclass(frozen=True, slots=True)
class Figures:
    """How the desk stands: what waits, what of it is late or due within a week, and what the last week brought.

    And how many answers are kept back, and how many of whoever asks came back because they fitted no more; and how many
    of what is late went to a role of theirs.
    """

    waiting: int
    late: int
    due_within_a_week: int
    mine: int
    came_in: int
    answered: int
    kept_back: int
    came_back: int
    escalated: int
