"""A workflow as a council writes it: nothing but data, which may still be wrong."""

import json
from dataclasses import asdict, dataclass, field
from typing import Literal

from libs.shared.kernel.words import Words

Effect = Literal["", "hand-over", "refuse", "withdraw"]
"""What an action does beyond moving: make a proposal of the idea, refuse it for a reason, or take it back."""


@dataclass(frozen=True, slots=True)
class StateDraft:
    """Where an idea may stand. ``working_days`` is how long before somebody should have acted."""

    name: str
    label: Words
    is_public: bool = True
    keeps_words: bool = False
    is_ending: bool = False
    working_days: int | None = None
    escalates_to: str | None = None


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """One of the fields that there are, and whether it must be filled in."""

    name: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """A criterion by which an idea is refused; if it is about the idea's words, they leave the public then."""

    name: str
    label: Words
    is_about_words: bool = False


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """Something that must be ticked before the action can be taken."""

    name: str
    label: Words


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What may be done: from which states, to which (none if it stays), by which roles, and told in which words.

    Of its criteria one is chosen; or, if they are ``one_by_one``, each that fails gets a reason of its own.
    """

    name: str
    label: Words
    of: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    by: Words
    words: Words = field(default_factory=dict)
    fields: tuple[FieldDraft, ...] = ()
    criteria: tuple[CriterionDraft, ...] = ()
    one_by_one: bool = False
    checklist: tuple[CheckDraft, ...] = ()
    effect: Effect = ""
    is_once: bool = False
    by_another: bool = False
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """A workflow, its name for machines and its label for people; an idea begins in the first state."""

    name: str
    label: Words
    states: tuple[StateDraft, ...]
    actions: tuple[ActionDraft, ...]


def written(definition: Definition) -> str:
    """The definition as one text: that of equal ones is the same, in whatever order their labels came."""
    return json.dumps(asdict(definition), default=dict, ensure_ascii=False, sort_keys=True)
