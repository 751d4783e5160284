"""Each rule of a workflow, broken: the fault is named after it and stands beside its place, in two languages."""

from dataclasses import replace
from typing import Any

import pytest

from services.ideas.domain.workflows.ballot_budget import BALLOT_BUDGET
from services.ideas.domain.workflows.checked import faults_of
from services.ideas.domain.workflows.definition import CheckDraft, CriterionDraft, Definition, FieldDraft, StateDraft

STATES, ACTIONS = BALLOT_BUDGET.states, BALLOT_BUDGET.actions
AT = {action.name: index for index, action in enumerate(ACTIONS)}
NEW_STATE = StateDraft("waiting", {"en": "Waiting"})


def with_state(index: int, **changes: Any) -> Definition:
    """The ballot budget with one state changed."""
    states = [*STATES]
    states[index] = replace(states[index], **changes)
    return replace(BALLOT_BUDGET, states=tuple(states))


def with_action(name: str, **changes: Any) -> Definition:
    """The ballot budget with one action changed."""
    actions = [*ACTIONS]
    actions[AT[name]] = replace(actions[AT[name]], **changes)
    return replace(BALLOT_BUDGET, actions=tuple(actions))


def without(*names: str) -> Definition:
    """The ballot budget without the actions."""
    return replace(BALLOT_BUDGET, actions=tuple(action for action in ACTIONS if action.name not in names))


def with_more(*states: StateDraft) -> Definition:
    """The ballot budget with more states."""
    return replace(BALLOT_BUDGET, states=(*STATES, *states))


WAITING = replace(ACTIONS[0], name="wait", to="waiting")
A_DEAD_END = replace(BALLOT_BUDGET, states=(*STATES, NEW_STATE), actions=(*ACTIONS, WAITING))

BROKEN: dict[str, tuple[Definition, tuple[str | int, ...]]] = {
    "state-is-not-reached": (with_more(NEW_STATE), ("states", 8, "name")),
    "state-is-a-dead-end": (A_DEAD_END, ("states", 8, "name")),
    "ending-has-no-name": (with_state(4, label={"en": " "}), ("states", 4, "label")),
    "label-is-missing": (with_state(1, label={"de": "Angenommen"}), ("states", 1, "label")),
    "begins-in-public": (with_state(0, is_public=True), ("states", 0, "is_public")),
    "begins-at-its-end": (with_state(0, is_ending=True), ("states", 0, "is_ending")),
    "no-ending": (
        replace(BALLOT_BUDGET, states=tuple(replace(each, is_ending=False) for each in STATES)),
        ("states",),
    ),
    "no-states": (replace(BALLOT_BUDGET, states=()), ("states",)),
    "a-name-stands-twice": (with_more(STATES[1]), ("states", 8, "name")),
    "name-is-malformed": (with_state(1, name="Accepted now"), ("states", 1, "name")),
    "name-is-taken": (with_state(1, name="merged"), ("states", 1, "name")),
    "deadline-is-no-number-of-days": (with_state(1, working_days=0), ("states", 1, "working_days")),
    "nothing-to-escalate": (with_state(2, escalates_to="administrator"), ("states", 2, "escalates_to")),
    "state-is-not-known": (with_action("accept", to="nowhere"), ("actions", AT["accept"], "to")),
    "from-no-state": (with_action("reject", of=()), ("actions", AT["reject"], "of")),
    "role-is-not-known": (with_action("accept", who=("mayor",)), ("actions", AT["accept"], "who")),
    "nobody-may": (with_action("accept", who=()), ("actions", AT["accept"], "who")),
    "news-is-not-known": (with_action("accept", who=("events",)), ("actions", AT["accept"], "who")),
    "news-alone-do-this": (with_action("list", who=("moderator",)), ("actions", AT["list"], "name")),
    "field-is-not-known": (
        with_action("accept", fields=(FieldDraft("colour"),)),
        ("actions", AT["accept"], "fields", 0, "name"),
    ),
    "effect-lacks-a-field": (with_action("hand-over", fields=()), ("actions", AT["hand-over"], "fields")),
    "reason-is-asked-twice": (with_action("reject", one_by_one=True), ("actions", AT["reject"], "fields")),
    "words-are-missing": (with_action("accept", words={}), ("actions", AT["accept"], "words")),
    "place-has-no-field": (
        with_action("accept", words={"en": "Dear {mayor}"}),
        ("actions", AT["accept"], "words", "en"),
    ),
    "braces-do-not-match": (
        with_action("accept", words={"en": "Fine", "de": "Gut {"}),
        ("actions", AT["accept"], "words", "de"),
    ),
    "reason-is-not-last": (
        with_action("reject", words={"en": "For {reason} it cannot be."}),
        ("actions", AT["reject"], "words", "en"),
    ),
    "news-are-not-heard": (without("proposal-rejected"), ("actions",)),
    "news-find-no-way": (with_action("list", of=("withdrawn",)), ("actions", AT["list"], "of")),
    "news-never-come": (without("hand-over"), ("actions", AT["proposal-submitted"] - 1, "name")),
    "too-many": (
        with_more(*(replace(NEW_STATE, name=f"more_{number}") for number in range(60))),
        ("states",),
    ),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_named_beside_its_place(rule: str) -> None:
    definition, place = BROKEN[rule]

    found = [fault for fault in faults_of(definition) if fault.rule == rule]

    assert place in [fault.at for fault in found]
    for fault in found:
        assert fault.words["en"].strip() != fault.words["de"].strip()
        assert "{" not in fault.words["de"]


@pytest.mark.parametrize("where", ["criteria", "checklist"])
def test_criteria_and_checks_are_named_once(where: str) -> None:
    part = CriterionDraft if where == "criteria" else CheckDraft
    twice = (part("dear", {"en": "Dear"}), part("dear", {"en": "Dear again"}))

    found = [fault.at for fault in faults_of(with_action("reject", **{where: twice})) if "twice" in fault.rule]

    assert found == [("actions", AT["reject"], where, 1, "name")]


def test_words_may_say_in_braces_what_was_typed_for_each_criterion() -> None:
    refusal = with_action("reject", one_by_one=True, fields=())

    assert faults_of(refusal) == []
    assert [fault.rule for fault in faults_of(with_action("accept", words={"en": "{0!r:x}"}))] == [
        "braces-do-not-match"
    ]


def test_criteria_and_checks_that_are_called_nothing_in_english_are_faults_and_no_failures() -> None:
    german = {"de": "Zu teuer"}
    parts: dict[str, Any] = {"criteria": (CriterionDraft("dear", german),), "checklist": (CheckDraft("seen", german),)}

    found = faults_of(with_action("reject", one_by_one=True, **parts))

    at = AT["reject"]
    missing = {("actions", at, part, 0, "label") for part in parts}
    assert {fault.at for fault in found if fault.rule == "label-is-missing"} == missing
