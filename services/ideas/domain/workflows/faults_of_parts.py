"""What may be wrong with the single states and actions of a workflow."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from libs.shared.kernel.key import HOLDER
from libs.shared.kernel.typed_text import says_nothing
from libs.shared.kernel.words import Words, words
from services.ideas.domain.workflows.definition import ActionDraft, Definition, StateDraft
from services.ideas.domain.workflows.faults import Fault, Place, fault, twice
from services.ideas.domain.workflows.made import places_of, says_what_is_typed
from services.ideas.domain.workflows.vocabulary import (
    BY_NEWS,
    FIELDS,
    FIELDS_OF_NEWS,
    NAMES_OF_OTHERS,
    ROLES,
    STAFF_ROLES,
    STATES_OF_OTHERS,
)

_OF_A_STATE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_OF_AN_ACTION = re.compile(r"[a-z][a-z0-9]{0,19}(-[a-z0-9]{1,20}){0,4}")

_TYPED = "{reason}"

_STATE_NAME = words("“{name}” is no name for a state: small letters, digits and underscores, beginning with a letter.")
_NAME = words("“{name}” is no name: small letters, digits and hyphens, beginning with a letter.")
_TAKEN = words("“{name}” is a name of the platform's own. Please choose another.")
_NO_LABEL = words("This needs a name for people, in English at least.")
_ENDING_NAME = words("An ending needs a name for people, in English at least.")
_NO_WORDS = words("An action that changes the state needs words for the life line, in English at least.")
_NO_STATE = words("There is no state called “{name}”.")
_NO_ROLE = words("There is no role called “{name}”.")
_NOT_FOR_STAFF = words("A deadline can escalate to a role of staff alone, and “{name}” is none.")
_ESCALATES = words("Only a state with a deadline can escalate.")
_NO_FIELD = words("There is no field called “{name}”.")
_NO_PLACE = words("The words name “{name}” in braces, but the action requires no such field.")
_BRACES = words("The braces in these words do not match, or have more in them than a field's name.")
_NOBODY = words("Say who may do this: choose at least one role.")
_NOWHERE = words("Say in which states this can be done: choose at least one.")
_NEWS = words("“{name}” is no news that moves an idea, so no program does it. Choose a role of people.")
_NEWS_ALONE = words("“{name}” is what news of a proposal does. Nobody else can do it; please choose another name.")
_NOT_LAST = words("The reason must stand once, and at the end of the words, so that it can be taken down there.")
_FUND = words("An action that hands over must ask for the fund.")
_REASON = words("An action that refuses must ask for a criterion and a reason.")
_UNREAD = words(
    "Nobody has read what whoever suggested an idea types, so it does not stand in public. Ask for “appeal” instead of "
    "“reason”, and leave such fields out of the words."
)
_CRITERIA_TWICE = words("The words of the reasons of each criterion are “{name}” already: do not ask for them again.")


def faults_of_name(definition: Definition) -> Iterator[Fault]:
    """What is wrong with what the workflow is called."""
    if not _OF_AN_ACTION.fullmatch(definition.name) or definition.name == "check":
        yield fault("name-is-malformed", ("name",), _NAME, name=definition.name)
    if not _says(definition.label):
        yield fault("label-is-missing", ("label",), _NO_LABEL)


def faults_of_states(definition: Definition) -> Iterator[Fault]:
    """What is wrong with the states, each by itself."""
    yield from twice([state.name for state in definition.states], ("states",), "name")
    for index, state in enumerate(definition.states):
        yield from _of_state(state, ("states", index))


def faults_of_actions(definition: Definition) -> Iterator[Fault]:
    """What is wrong with the actions, each by itself."""
    yield from twice([action.name for action in definition.actions], ("actions",), "name")
    names = {state.name for state in definition.states}
    for index, action in enumerate(definition.actions):
        at: Place = ("actions", index)
        yield from _of_names(action, at)
        yield from _of_states_named(action, names, at)
        yield from _of_roles(action, at)
        yield from _of_fields(action, at)
        yield from _of_words(action, at)
        yield from _of_what_residents_type(action, at)


def _of_state(state: StateDraft, at: Place) -> Iterator[Fault]:
    if not _OF_A_STATE.fullmatch(state.name):
        yield fault("name-is-malformed", (*at, "name"), _STATE_NAME, name=state.name)
    if state.name in STATES_OF_OTHERS:
        yield fault("name-is-taken", (*at, "name"), _TAKEN, name=state.name)
    if not _says(state.label):
        rule, said = ("ending-has-no-name", _ENDING_NAME) if state.is_ending else ("label-is-missing", _NO_LABEL)
        yield fault(rule, (*at, "label"), said)
    if state.escalates_to and state.escalates_to not in STAFF_ROLES:
        yield fault("role-is-not-known", (*at, "escalates_to"), _NOT_FOR_STAFF, name=state.escalates_to)
    if state.escalates_to and state.working_days is None:
        yield fault("nothing-to-escalate", (*at, "escalates_to"), _ESCALATES)


def _of_names(action: ActionDraft, at: Place) -> Iterator[Fault]:
    if not _OF_AN_ACTION.fullmatch(action.name):
        yield fault("name-is-malformed", (*at, "name"), _NAME, name=action.name)
    if action.name in NAMES_OF_OTHERS:
        yield fault("name-is-taken", (*at, "name"), _TAKEN, name=action.name)
    for part, label in (("label", action.label), ("by", action.by)):
        if not _says(label):
            yield fault("label-is-missing", (*at, part), _NO_LABEL)
    for part in ("criteria", "checklist"):
        named = getattr(action, part)
        yield from twice([each.name for each in named], (*at, part), "name")
        for index, each in enumerate(named):
            if not _OF_AN_ACTION.fullmatch(each.name):
                yield fault("name-is-malformed", (*at, part, index, "name"), _NAME, name=each.name)
            if not _says(each.label):
                yield fault("label-is-missing", (*at, part, index, "label"), _NO_LABEL)


def _of_states_named(action: ActionDraft, names: set[str], at: Place) -> Iterator[Fault]:
    if not action.of:
        yield fault("from-no-state", (*at, "of"), _NOWHERE)
    for name in action.of:
        if name not in names:
            yield fault("state-is-not-known", (*at, "of"), _NO_STATE, name=name)
    if action.to and action.to not in names:
        yield fault("state-is-not-known", (*at, "to"), _NO_STATE, name=action.to)


def _of_roles(action: ActionDraft, at: Place) -> Iterator[Fault]:
    if not action.who:
        yield fault("nobody-may", (*at, "who"), _NOBODY)
    for name in action.who:
        if name not in ROLES:
            yield fault("role-is-not-known", (*at, "who"), _NO_ROLE, name=name)
    if BY_NEWS in action.who and action.name not in FIELDS_OF_NEWS:
        yield fault("news-is-not-known", (*at, "who"), _NEWS, name=action.name)
    if action.name in FIELDS_OF_NEWS and {*action.who} != {BY_NEWS}:
        yield fault("news-alone-do-this", (*at, "name"), _NEWS_ALONE, name=action.name)


def _of_fields(action: ActionDraft, at: Place) -> Iterator[Fault]:
    if BY_NEWS in action.who:
        return
    yield from twice([each.name for each in action.fields], (*at, "fields"), "name")
    required = {each.name for each in action.fields if each.is_required}
    for index, each in enumerate(action.fields):
        if each.name not in FIELDS:
            yield fault("field-is-not-known", (*at, "fields", index, "name"), _NO_FIELD, name=each.name)
    has_reasons = bool(action.criteria) and action.one_by_one
    if has_reasons and "reason" in {each.name for each in action.fields}:
        yield fault("reason-is-asked-twice", (*at, "fields"), _CRITERIA_TWICE, name="reason")
    if action.effect == "hand-over" and "fund_id" not in required:
        yield fault("effect-lacks-a-field", (*at, "fields"), _FUND)
    if action.effect == "refuse" and not (action.criteria and (has_reasons or "reason" in required)):
        yield fault("effect-lacks-a-field", (*at, "criteria"), _REASON)


def _of_words(action: ActionDraft, at: Place) -> Iterator[Fault]:
    if action.to and not _says(action.words):
        yield fault("words-are-missing", (*at, "words"), _NO_WORDS)
    known = places_of(action)
    for language, text in action.words.items():
        try:
            places = [*_places(text)]
        except ValueError:
            yield fault("braces-do-not-match", (*at, "words", language), _BRACES)
            continue
        for name in places:
            if name not in known:
                yield fault("place-has-no-field", (*at, "words", language), _NO_PLACE, name=name)
        if "reason" in places and (places.count("reason") > 1 or not text.endswith(_TYPED)):
            yield fault("reason-is-not-last", (*at, "words", language), _NOT_LAST)


def _of_what_residents_type(action: ActionDraft, at: Place) -> Iterator[Fault]:
    names = {each.name for each in action.fields}
    if HOLDER in action.who and ("reason" in names or (action.criteria and action.one_by_one)):
        yield fault("unread-in-public", (*at, "fields"), _UNREAD)
    is_unread = HOLDER in action.who or "appeal" in names
    for language, text in action.words.items():
        if is_unread and says_what_is_typed(text):
            yield fault("unread-in-public", (*at, "words", language), _UNREAD)


def _places(text: str) -> Iterator[str]:
    for _literal, name, spec, conversion in Formatter().parse(text):
        if spec or conversion or (name is not None and not re.fullmatch(r"\w+", name)):
            raise ValueError(text)
        if name is not None:
            yield name


def _says(label: Mapping[str, str] | Words) -> bool:
    return not says_nothing(label.get("en", ""))
