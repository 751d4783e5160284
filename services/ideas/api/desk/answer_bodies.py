"""Notes, response templates and prepared answers, as they are sent in and shown."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from libs.shared.kernel.version import version_of
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.typed import SEEN, WHOLE, CleanLine, Paragraphs, says_something
from services.ideas.api.idea_bodies import IdeaItem
from services.ideas.domain.desk.answer import PreparedAnswer
from services.ideas.domain.desk.taking_back import MOST_MINUTES, TimeToTakeBack
from services.ideas.domain.desk.template import Template
from services.ideas.use_cases.desk.answer_from_desk import Given
from services.ideas.use_cases.see_idea import SeenIdea

_Name = Annotated[CleanLine, Field(max_length=100, json_schema_extra=SEEN), AfterValidator(says_something)]


class NewNoteBody(BaseModel):
    """What staff tell each other about an idea."""

    text: Paragraphs


class NoteBody(BaseModel):
    """A note of somebody of the staff. It is erased on its day."""

    note_id: UUID
    written_by: UUID
    written_at: datetime
    text: str
    erase_on: date


class TemplateWish(BaseModel):
    """A response template. In braces can stand ``number``, ``title``, ``area`` and ``department``."""

    name: _Name
    texts: dict[Language, Paragraphs] = Field(min_length=1, description="The text by language; one at least.")

    def changed(self, template_id: UUID) -> Template:
        """The template as it is to be."""
        return Template(template_id, self.name, dict(self.texts))


class TemplateBody(BaseModel):
    """A response template as it is kept."""

    template_id: UUID
    name: str
    texts: dict[str, str]


class FilledTemplateBody(BaseModel):
    """A response template as it reads for one idea, in the language of whoever suggested it."""

    template_id: UUID
    name: str
    text: str


class PreviewBody(BaseModel):
    """What an answer would make of the idea, in the language of whoever suggested it. Nothing was done."""

    state: str
    says: str = Field(description="The line that everybody reads.")
    told: str | None = Field(description="What whoever suggested it is told, if they are told.")
    is_public: bool = Field(description="Whether everybody could read the idea's own words then.")


class PreparedAnswerBody(BaseModel):
    """An answer that waits to be published. ``fits`` says whether the idea still is as you saw it.

    One that is kept back goes out by itself at ``goes_out_at``. One that ``came_back`` could not go out then.
    """

    idea: IdeaItem
    action: str
    fields: dict[str, Any]
    says: str
    prepared_at: datetime
    fits: bool
    goes_out_at: datetime | None
    came_back: bool

    @classmethod
    def of(cls, answer: PreparedAnswer, language: Language, now: datetime) -> Self:
        """The answer as a body."""
        told: Mapping[str, object] = {
            "idea": IdeaItem.of(SeenIdea(answer.idea, answer.workflow), language, now),
            "action": answer.action,
            "fields": dict(answer.fields),
            "says": answer.says,
            "prepared_at": answer.prepared_at,
            "fits": answer.fits,
            "goes_out_at": answer.goes_out_at,
            "came_back": answer.came_back,
        }
        return cls.model_validate(told)


class GivenAnswerBody(BaseModel):
    """What became of an answer: the idea's state now, and when the answer goes out, if it is kept back until then."""

    number: str
    state: str
    goes_out_at: datetime | None

    @classmethod
    def of(cls, given: Given) -> Self:
        """The answer as a body."""
        if given.answer is not None:
            idea, goes_out_at = given.answer.idea, given.answer.goes_out_at
        else:
            assert given.idea is not None
            idea, goes_out_at = given.idea.idea, None
        return cls(number=idea.number, state=idea.state, goes_out_at=goes_out_at)


class NewTimeToTakeBack(BaseModel):
    """How many minutes an answer from the desk is kept back, so that it can be taken back; 0 for not at all."""

    model_config = ConfigDict(extra="forbid")

    minutes: Annotated[int, Field(ge=0, le=MOST_MINUTES, strict=True), WHOLE]

    def wanted(self) -> TimeToTakeBack:
        """The time that is asked for."""
        return TimeToTakeBack(self.minutes)


class TimeToTakeBackBody(BaseModel):
    """How long answers are kept back, in minutes. Send its ``version`` as ``If-Match`` with a change."""

    version: str
    minutes: int

    @classmethod
    def of(cls, time: TimeToTakeBack) -> Self:
        """The time as a body."""
        return cls(version=version_of(time), minutes=time.minutes)
