"""The workflow of proposals as it is shown: data of the same kind as ideas' workflows, but of no version to choose."""

from typing import Self

from pydantic import BaseModel, Field

from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_fields import Field as WantedField
from libs.shared.kernel.workflow_fields import FieldKind
from libs.shared.platform.api.languages import Language
from services.proposals.domain.workflow import DESCRIBE, WHO_DESCRIBES

Label = dict[Language, str]


class ShownState(BaseModel):
    """Where a proposal may stand. In a state that ``keeps_words`` its words stay public if they were."""

    name: str
    label: Label
    is_public: bool
    keeps_words: bool
    is_ending: bool = Field(description="Whether nothing more must happen with a proposal that stands in it.")
    days: int | None = Field(description="Days, one like the other, before somebody should have acted.")

    @classmethod
    def of(cls, state: State) -> Self:
        """The state as a body."""
        days = state.deadline.days if state.deadline else None
        return cls(
            name=state.name,
            label=dict(state.label),
            is_public=state.is_public,
            keeps_words=state.keeps_words,
            is_ending=state.is_ending,
            days=days,
        )


class AskedFor(BaseModel):
    """A field that an action asks for."""

    name: str
    label: Label
    kind: FieldKind
    is_required: bool


class ShownCriterion(BaseModel):
    """A criterion by which a proposal is refused; one that is about its words takes them from the public."""

    name: str
    label: Label
    is_about_words: bool


class ShownAction(BaseModel):
    """What may be done: from which states, to which (none if it stays), by whom, and told in which words.

    ``who`` names the roles of staff, ``holder`` (whoever has the proposal's key) and ``events`` (news of the services).
    """

    name: str
    label: Label
    of: list[str]
    to: str
    who: list[str]
    by: Label
    words: Label
    fields: list[AskedFor]
    criteria: list[ShownCriterion]
    is_once: bool
    by_another: bool
    is_told: bool

    @classmethod
    def of_action(cls, action: Action, about_words: frozenset[str]) -> Self:
        """The action as a body; ``about_words`` are the criteria that are about a proposal's words."""
        choices = [choice for each in action.fields if each.name == "criterion" for choice in each.choices]
        return cls(
            name=action.name,
            label=dict(action.label),
            of=list(action.of),
            to=action.to,
            who=sorted(WHO_DESCRIBES if action.name == DESCRIBE else action.who),
            by=dict(action.by),
            words=dict(action.words),
            fields=[_asked(each) for each in action.fields],
            criteria=[
                ShownCriterion(name=each.value, label=dict(each.label), is_about_words=each.value in about_words)
                for each in choices
            ],
            is_once=action.is_once,
            by_another=action.by_another,
            is_told=action.is_told,
        )


class ShownWorkflow(BaseModel):
    """A workflow: its states, of which a proposal begins in the first, and its actions."""

    states: list[ShownState]
    actions: list[ShownAction]

    @classmethod
    def of(cls, workflow: Workflow) -> Self:
        """The workflow as a body."""
        actions = [ShownAction.of_action(each, workflow.against_words) for each in workflow.actions]
        return cls(states=[ShownState.of(each) for each in workflow.states], actions=actions)


def _asked(field: WantedField) -> AskedFor:
    return AskedFor(name=field.name, label=dict(field.label), kind=field.kind, is_required=field.is_required)
