"""Opinions that departments are asked for, as they are sent in and shown."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.platform.api.typed import WHOLE, Paragraphs
from services.ideas.domain.desk.opinion import (
    LONGEST_DAYS,
    MOST_AT_ONCE,
    Opinion,
    OpinionsSoFar,
    OpinionState,
    Question,
    Stance,
)
from services.ideas.domain.idea import Idea

_Days = Annotated[int, Field(ge=1, le=LONGEST_DAYS, strict=True), WHOLE]


class NewOpinionsBody(BaseModel):
    """Which departments are asked what, and how many working days of the council's calendar each has."""

    model_config = ConfigDict(extra="forbid")

    departments: Annotated[list[UUID], Field(min_length=1, max_length=MOST_AT_ONCE)]
    question: Paragraphs
    working_days: _Days = 10

    def asked(self) -> Question:
        """The question; a department that is named twice is asked once."""
        return Question(sorted({*self.departments}), self.question, self.working_days)


class GivenOpinionBody(BaseModel):
    """What a department said: for it, for it under conditions, against it, or that it is not its business; and why."""

    model_config = ConfigDict(extra="forbid")

    stance: Stance
    text: Paragraphs


class OpinionBody(BaseModel):
    """An opinion, for staff alone. It is ``overdue`` when its deadline has passed without an answer.

    ``written_by`` is who of the staff wrote the answer down. The opinion is erased a year after it was asked for.
    """

    opinion_id: UUID
    department_id: UUID
    question: str
    asked_by: UUID
    asked_at: datetime
    due_at: datetime
    state: OpinionState
    stance: Stance | None
    text: str | None
    written_by: UUID | None
    answered_at: datetime | None

    @classmethod
    def of(cls, opinion: Opinion, now: datetime) -> Self:
        """The opinion as a body."""
        return cls.model_validate(_shown(opinion, now))


class OpinionOfIdeaBody(OpinionBody):
    """An opinion with the number and title of the idea that it is about."""

    number: str
    title: str
    language: str

    @classmethod
    def of_idea(cls, opinion: Opinion, idea: Idea, now: datetime) -> Self:
        """The opinion as a body."""
        about = {"number": idea.number, "title": idea.title, "language": idea.language}
        return cls.model_validate(_shown(opinion, now) | about)


class OpinionsSoFarBody(BaseModel):
    """How many departments were asked about an idea, how many have answered, and when the next answer is due."""

    asked: int
    answered: int
    next_due_at: datetime | None
    is_overdue: bool

    @classmethod
    def of(cls, so_far: OpinionsSoFar | None, now: datetime) -> Self | None:
        """The figures as a body; none if nobody was asked."""
        if so_far is None:
            return None
        counted = {"asked": so_far.asked, "answered": so_far.answered}
        return cls(**counted, next_due_at=so_far.next_due_at, is_overdue=so_far.is_overdue(now))


def _shown(opinion: Opinion, now: datetime) -> dict[str, object]:
    names = ("opinion_id", "department_id", "question", "asked_by", "asked_at", "due_at")
    shown = {name: getattr(opinion, name) for name in names} | {"state": opinion.state(now)}
    said = opinion.said
    if said is None:
        return shown | dict.fromkeys(("stance", "text", "written_by", "answered_at"))
    told = {"stance": said.stance, "text": said.text, "written_by": said.written_by}
    return shown | told | {"answered_at": said.written_at}
