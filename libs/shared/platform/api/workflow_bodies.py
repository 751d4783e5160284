"""How workflows are spoken of over HTTP: what can be done, doing it, and the life line."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from libs.shared.kernel.words import in_language
from libs.shared.kernel.workflow import Action, Line, Workflow, with_choices
from libs.shared.kernel.workflow_fields import Choice, FieldKind
from libs.shared.kernel.workflow_fields import Field as WantedField
from libs.shared.platform.acts import noting
from libs.shared.platform.api.languages import Language


class ChoiceBody(BaseModel):
    """One value that a field can have."""

    value: str
    label: str


class FieldBody(BaseModel):
    """What an action asks for."""

    name: str
    label: str
    kind: FieldKind
    required: bool
    max_length: int | None = None
    value: str | None = Field(default=None, description="What stands there now, if the field changes it.")
    choices: list[ChoiceBody] | None = None


class ActionBody(BaseModel):
    """Something that can be done now, by whoever asks."""

    action: str
    label: str
    fields: list[FieldBody]


class ActionRequest(BaseModel):
    """What to do. The action's fields stand beside its name."""

    model_config = ConfigDict(extra="allow")

    action: str = Field(max_length=60)

    def model_post_init(self, context: Any, /) -> None:
        """Whoever asks for an action as staff is in the act log with it: here, once for all workflows."""
        noting.action(self.action)

    @property
    def fields(self) -> Mapping[str, object]:
        """The fields, unread."""
        return self.__pydantic_extra__ or {}


class LineBody(BaseModel):
    """One line of a life line: when, which state from then on, in plain words, and by whom."""

    at: datetime
    state: str
    text: str
    by: str


class Moving(Protocol):
    """Something that moves through a workflow."""

    @property
    def state(self) -> str: ...

    @property
    def state_since(self) -> datetime: ...


def standing_in(
    workflow: Workflow, thing: Moving, body: type[BaseModel], language: Language, hidden: Collection[str]
) -> dict[str, object]:
    """What the body shows of the thing: its fields but for the hidden ones, its state's label, and when it is due."""
    names = [name for name in body.model_fields if name not in {"state_label", "due_at"}]
    shown = {name: None if name in hidden else getattr(thing, name) for name in names}
    state = workflow.state(thing.state)
    due_at = thing.state_since + state.deadline if state.deadline else None
    return shown | {"state_label": in_language(state.label, language), "due_at": due_at}


def life_line(lines: Sequence[Line], language: Language) -> list[LineBody]:
    """The lines in the reader's language."""
    return [
        LineBody(
            at=line.at, state=line.state, text=in_language(line.words, language), by=in_language(line.by, language)
        )
        for line in lines
    ]


def offered(
    actions: Sequence[Action],
    choices: Mapping[str, Sequence[Choice]],
    language: Language,
    thing: object = None,
) -> list[ActionBody]:
    """The actions in the reader's language, with their open choices and what stands now in the thing filled in."""
    return [
        ActionBody(
            action=action.name,
            label=in_language(action.label, language),
            fields=[_field_body(wanted, language, thing) for wanted in with_choices(action, choices)],
        )
        for action in actions
    ]


def _now(thing: object, name: str) -> str | None:
    value = getattr(thing, name)
    return None if value is None else str(value)


def _field_body(wanted: WantedField, language: Language, thing: object) -> FieldBody:
    is_choice = wanted.kind == "choice"
    labels = [ChoiceBody(value=each.value, label=in_language(each.label, language)) for each in wanted.choices]
    return FieldBody(
        name=wanted.name,
        label=in_language(wanted.label, language),
        kind=wanted.kind,
        required=wanted.is_required,
        max_length=wanted.max_length if wanted.kind in {"line", "text"} else None,
        value=_now(thing, wanted.name) if wanted.changes and thing is not None else None,
        choices=labels if is_choice else None,
    )
