"""What the desk shows and asks for."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from libs.shared.kernel.version import version_of
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.typed import SEEN, CleanLine, says_something
from services.ideas.api.desk.opinion_bodies import OpinionsSoFarBody
from services.ideas.api.idea_bodies import IdeaItem
from services.ideas.domain.desk.queue import Desk, DeskIdea
from services.ideas.use_cases.see_idea import SeenIdea

_Name = Annotated[CleanLine, Field(max_length=100, json_schema_extra=SEEN), AfterValidator(says_something)]


class WaitingAnswerBody(BaseModel):
    """An answer that waits at an idea. It goes out by itself at ``goes_out_at``; without it, when it is published."""

    says: str
    prepared_by: UUID
    goes_out_at: datetime | None


class DeskIdeaBody(IdeaItem):
    """An idea as it lies on the desk: whether it is late, whose it is to answer, and who is at it until when.

    ``answer`` is one that somebody has decided or prepared, of which nobody outside knows yet; ``opinions`` say how
    many departments were asked, if any were.
    """

    version: str
    department_id: UUID | None
    held_by: UUID | None
    held_until: datetime | None
    answer: WaitingAnswerBody | None
    opinions: OpinionsSoFarBody | None

    @classmethod
    def of_desk(cls, found: DeskIdea, desk: Desk, language: Language) -> Self:
        """The idea as a body."""
        held = {"held_by": found.held_by, "held_until": found.held_until} if found.is_held(desk.now) else {}
        more: dict[str, object] = {"version": version_of(found.idea), "department_id": found.department_id}
        more["answer"] = found.answer and asdict(found.answer)
        more["opinions"] = OpinionsSoFarBody.of(found.opinions, desk.now)
        item = IdeaItem.of(SeenIdea(found.idea, found.workflow), language, desk.now)
        return cls.model_validate(item.model_dump() | more | {"held_by": None, "held_until": None} | held)


class FiguresBody(BaseModel):
    """How the desk stands. Each figure is counted to 10,000: whoever reads so many knows that there are more."""

    waiting: int = Field(description="How many wait for the town hall.")
    late: int = Field(description="How many of these should have been answered by now.")
    due_within_a_week: int = Field(description="How many of these must be answered within seven days.")
    mine: int = Field(description="How many of these are in your hands.")
    came_in: int = Field(description="How many came in within the last seven days.")
    answered: int = Field(description="How many ceased to wait within the last seven days.")
    kept_back: int = Field(description="How many answers are kept back, and go out soon.")
    came_back: int = Field(description="How many of your answers could not go out when their time came.")
    escalated: int = Field(description="How many of those that are late went to a role of yours.")


class PutBackBody(BaseModel):
    """Whether the idea is skipped: then you are not offered it again before tomorrow."""

    is_skipped: bool = False


class GiveToBody(BaseModel):
    """Whose the idea is to answer; nobody's yet without one."""

    department_id: UUID | None


class NewDepartmentBody(BaseModel):
    """A department, or a person, to whom ideas are given to answer. Staff alone read the name."""

    name: _Name


class DepartmentChangeBody(BaseModel):
    """What is to be different of a department; what is not named stays.

    One that is closed keeps what it has, and is given nothing more.
    """

    name: _Name | None = None
    is_closed: bool | None = None


class DepartmentBody(BaseModel):
    """An entry of the council's list."""

    department_id: UUID
    name: str
    is_closed: bool


class StateBody(BaseModel):
    """A state that ideas can be in, and whether something waits for the town hall in it."""

    state: str
    label: str
    waits: bool
