"""A workflow as staff send it in: JSON of the same shape as it is answered in."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.typed import CleanLine, PlainSigns
from services.ideas.domain.workflows.checked import (
    MOST_ACTIONS,
    MOST_PARTS,
    MOST_SIGNS_OF_LABEL,
    MOST_SIGNS_OF_NAME,
    MOST_SIGNS_OF_WORDS,
    MOST_STATES,
)
from services.ideas.domain.workflows.definition import (
    ActionDraft,
    CheckDraft,
    CriterionDraft,
    Definition,
    Effect,
    FieldDraft,
    StateDraft,
)

Name = Annotated[PlainSigns, Field(max_length=MOST_SIGNS_OF_NAME)]
Label = dict[Language, Annotated[CleanLine, Field(max_length=MOST_SIGNS_OF_LABEL)]]
Sentence = dict[Language, Annotated[CleanLine, Field(max_length=MOST_SIGNS_OF_WORDS)]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True)


class StateDefinition(_Strict):
    """Where an idea may stand. In a state that ``keeps_words`` the idea's words stay public if they were."""

    name: Name
    label: Label
    is_public: bool = True
    keeps_words: bool = False
    is_ending: bool = False
    working_days: int | None = None
    escalates_to: Name | None = None

    def draft(self) -> StateDraft:
        """The state as it is wished."""
        return StateDraft(**dict(self))


class AskedField(_Strict):
    """A field that an action asks for, one of those that there are."""

    name: Name
    is_required: bool = True


class CriterionBody(_Strict):
    """A criterion by which an idea is refused; one that is about its words takes them from the public."""

    name: Name
    label: Label
    is_about_words: bool = False


class CheckBody(_Strict):
    """Something that must be ticked first."""

    name: Name
    label: Label


class ActionDefinition(_Strict):
    """What may be done. ``of`` names the states from which, ``to`` the one to which; without it the idea stays.

    ``words`` stand in the life line; fields stand in them in braces. Of the criteria one is chosen, or if they are
    ``one_by_one`` each that fails has its own reason.
    """

    name: Name
    label: Label
    of: Annotated[list[Name], Field(max_length=MOST_STATES)]
    to: Name = ""
    who: Annotated[list[Name], Field(max_length=MOST_PARTS)]
    by: Label
    words: Sentence = {}
    fields: Annotated[list[AskedField], Field(max_length=MOST_PARTS)] = []
    criteria: Annotated[list[CriterionBody], Field(max_length=MOST_PARTS)] = []
    one_by_one: bool = False
    checklist: Annotated[list[CheckBody], Field(max_length=MOST_PARTS)] = []
    effect: Effect = ""
    is_once: bool = False
    by_another: bool = False
    is_told: bool = True

    def draft(self) -> ActionDraft:
        """The action as it is wished."""
        parts = {
            "of": tuple(self.of),
            "who": tuple(self.who),
            "fields": tuple(FieldDraft(**dict(each)) for each in self.fields),
            "criteria": tuple(CriterionDraft(**dict(each)) for each in self.criteria),
            "checklist": tuple(CheckDraft(**dict(each)) for each in self.checklist),
        }
        return ActionDraft(**dict(self) | parts)


class DefinitionBody(_Strict):
    """A workflow: its states, of which an idea begins in the first, and its actions."""

    name: Name
    label: Label
    states: Annotated[list[StateDefinition], Field(max_length=MOST_STATES)]
    actions: Annotated[list[ActionDefinition], Field(max_length=MOST_ACTIONS)]

    def definition(self) -> Definition:
        """The workflow as it is wished."""
        states = tuple(each.draft() for each in self.states)
        return Definition(self.name, self.label, states, tuple(each.draft() for each in self.actions))

    @classmethod
    def of(cls, shown: Definition) -> Self:
        """The workflow as a body."""
        return cls.model_validate(shown)
