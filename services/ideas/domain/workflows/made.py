"""A workflow made of its definition: with what can be done with every idea, whatever a council writes."""

import re

from libs.shared.kernel.ballot_budget import (
    AGAINST_WORDS,
    APPEAL_FIELD,
    CRITERION_LABEL,
    EVENTS,
    correct_text,
    correct_title,
    redact,
    redact_line,
    text_field,
)
from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.words import Words, in_language, words
from libs.shared.kernel.workflow import Action, State, Workflow
from libs.shared.kernel.workflow_criteria import one_by_one
from libs.shared.kernel.workflow_fields import Choice, Field
from services.ideas.domain.lineage.actions import CARRIED, actions_of_lineage
from services.ideas.domain.workflows.appeals import appeals_of
from services.ideas.domain.workflows.definition import ActionDraft, CheckDraft, Definition, StateDraft
from services.ideas.domain.workflows.vocabulary import BY_NEWS, EFFECTS_OF_NEWS, FIELDS, FIELDS_OF_NEWS
from services.ideas.domain.workflows.votes import withdrawals_from_votes_of

CHECKED = "yes"
_TYPED = ("text", "line")
_YES = Choice(CHECKED, words("Yes, checked"))
_CHECK: Words = words("Checked: {item}")


def made(definition: Definition) -> Workflow:
    """The workflow of a definition that has no faults."""
    states = (*(state_of(each) for each in definition.states), *CARRIED)
    actions = tuple(_action(each) for each in definition.actions) + actions_of_lineage(states)
    said = text_field("text", words("Text"))
    own = (correct_title(states), correct_text(states, said), redact(states, said), redact_line(states))
    by_others = appeals_of(definition) + withdrawals_from_votes_of(definition)
    about_words = {one.name for each in definition.actions for one in each.criteria if one.is_about_words}
    return Workflow(definition.name, states, actions + own + by_others, AGAINST_WORDS | about_words)


def state_of(draft: StateDraft) -> State:
    """The state as the engine knows it."""
    return State(
        draft.name,
        draft.label,
        is_public=draft.is_public,
        keeps_words=draft.keeps_words,
        is_ending=draft.is_ending,
        working_days=draft.working_days,
        escalates_to=draft.escalates_to,
    )


def fields_of(draft: ActionDraft) -> tuple[Field, ...]:
    """What the action asks for; of its fields those that there are."""
    if BY_NEWS in draft.who:
        return FIELDS_OF_NEWS.get(draft.name, ())
    checks = tuple(_check(each) for each in draft.checklist)
    names = {"reason": APPEAL_FIELD.name} if is_of_residents(draft) else {}
    given = tuple(
        _field(names.get(each.name, each.name), is_required=each.is_required)
        for each in draft.fields
        if each.name in FIELDS
    )
    return checks + _criteria(draft) + given


def is_of_residents(draft: ActionDraft) -> bool:
    """Whether whoever suggested an idea takes the action, so that nobody has read what they type with it."""
    return HOLDER in draft.who and draft.effect != "refuse"


def says_what_is_typed(text: str) -> bool:
    """Whether the words name a field in braces into which somebody types what they like."""
    return any(FIELDS[name].kind in _TYPED for name in re.findall(r"{(\w+)}", text) if name in FIELDS)


def places_of(draft: ActionDraft) -> frozenset[str]:
    """The names that may stand in braces in the action's words."""
    if BY_NEWS in draft.who:
        return frozenset(each.name for each in FIELDS_OF_NEWS.get(draft.name, ()) if each.is_required)
    names = {each.name for each in draft.fields if each.is_required and each.name in FIELDS}
    names |= {_name_of_check(each) for each in draft.checklist}
    if draft.criteria:
        names |= {"criterion", "reason"} if draft.one_by_one else {"criterion"}
    return frozenset(names)


def _action(draft: ActionDraft) -> Action:
    return Action(
        draft.name,
        draft.label,
        draft.of,
        draft.to,
        EVENTS if BY_NEWS in draft.who else frozenset(draft.who),
        draft.by,
        {each: _unread(text) for each, text in draft.words.items()} if is_of_residents(draft) else draft.words,
        fields_of(draft),
        is_told=draft.is_told,
        effect=EFFECTS_OF_NEWS.get(draft.name, draft.effect) if BY_NEWS in draft.who else draft.effect,
        is_once=draft.is_once,
        by_another=draft.by_another,
    )


def _unread(text: str) -> str:
    """The words without what is typed into them: workflows of before had what residents type stand in public."""
    return f"{text.partition('{')[0].rstrip(' :(,')}." if says_what_is_typed(text) else text


def _criteria(draft: ActionDraft) -> tuple[Field, ...]:
    choices = tuple(Choice(each.name, each.label) for each in draft.criteria)
    if not choices:
        return ()
    return (
        one_by_one(choices) if draft.one_by_one else (Field("criterion", CRITERION_LABEL, "choice", choices=choices),)
    )


def _check(draft: CheckDraft) -> Field:
    label = {each: in_language(_CHECK, each).format(item=in_language(draft.label, each)) for each in _CHECK}
    return Field(_name_of_check(draft), label, "choice", choices=(_YES,))


def _name_of_check(draft: CheckDraft) -> str:
    return f"checked-{draft.name}"


def _field(name: str, *, is_required: bool) -> Field:
    known = FIELDS[name]
    return Field(known.name, known.label, known.kind, is_required, known.choices, known.max_length)
