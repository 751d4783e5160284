"""Whatever anybody asks for, in any order: an idea stands in a state that its workflow names, and is never stuck."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from libs.shared.kernel.workflow import (
    Action,
    ActionIsDoneOnce,
    ActionIsNotKnown,
    ActionIsNotYours,
    StateHasChanged,
    Workflow,
)
from libs.shared.kernel.workflow_fields import Choice, Field, FieldsAreWrong
from services.ideas.domain.lineage.actions import CARRIED as STATES_OF_LINEAGE
from services.ideas.domain.lineage.actions import LINEAGE, gone_back, is_open
from services.ideas.domain.workflows.checked import faults_of
from services.ideas.domain.workflows.definition import written
from services.ideas.domain.workflows.made import made
from services.ideas.domain.workflows.shipped import SHIPPED
from services.ideas.domain.workflows.vocabulary import ROLES
from services.ideas.storage.workflows import as_definition
from tests.ideas.workflows.any_workflow import any_workflow

CHOICES = {"fund_id": [Choice("f", {"en": "Fund"})], "line": [Choice("1", {"en": "It moved."})]}
CARRIED = {state.name for state in STATES_OF_LINEAGE}
REFUSALS = (ActionIsNotKnown, ActionIsNotYours, StateHasChanged, ActionIsDoneOnce, FieldsAreWrong)


def filled_in(field: Field) -> object:
    """Something that the field takes."""
    match field.kind:
        case "choice":
            return (CHOICES.get(field.name) or field.choices)[-1].value
        case "moment":
            return "2027-03-01T18:00:00+01:00"
        case "location":
            return "52.5, 13.5"
        case _:
            return "Because {reason}"


UNDOING = {"undo-merge", "undo-split"}
"""What leads back to where the idea stood."""


def onward(workflow: Workflow, state: str) -> list[Action]:
    """What leads from the state to another one."""
    able = [action for action in workflow.actions if state in action.of]
    return [action for action in able if action.to not in {"", state} or action.name in UNDOING]


class Idea(RuleBasedStateMachine):
    """An idea with which people and programs do whatever comes to their mind."""

    workflow: Workflow

    def __init__(self) -> None:
        super().__init__()
        self.state, self.is_public, self.done = "", False, set[str]()
        self.stood_before = ""

    @initialize(workflow=st.one_of(st.sampled_from(SHIPPED), any_workflow()))
    def begin(self, workflow: Any) -> None:
        assert faults_of(workflow) == []
        self.workflow = made(as_definition(written(workflow)))
        self.state = self.workflow.states[0].name

    @rule(data=st.data(), roles=st.sets(st.sampled_from([*ROLES, *LINEAGE])), is_whole=st.booleans())
    def ask(self, data: st.DataObject, roles: set[str], is_whole: bool) -> None:
        """Somebody asks for some action, with what it asks for or without."""
        names = [*(action.name for action in self.workflow.actions), "nonsense"]
        action = data.draw(st.sampled_from(names))
        known = next((each for each in self.workflow.actions if each.name == action), None)
        fields = {each.name: filled_in(each) for each in known.fields} if known and is_whole else {"x": "y"}
        self.take(action, roles, fields)

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Somebody who may takes one of the ways that there are."""
        if ways := onward(self.workflow, self.state):
            action = data.draw(st.sampled_from(ways))
            self.take(action.name, {*action.who}, {each.name: filled_in(each) for each in action.fields})

    def take(self, action: str, roles: set[str], fields: Mapping[str, object]) -> None:
        try:
            step = self.workflow.take(action, self.state, roles, fields, CHOICES, self.done)
        except REFUSALS:
            return
        assert step.action.who & roles
        assert self.state in step.action.of
        if step.action.to in CARRIED:
            self.stood_before = self.state
        if action in UNDOING:
            assert is_open(self.workflow.state(self.stood_before))
            step = gone_back(step, self.stood_before)
        self.is_public = self.workflow.is_public_after(step, was_public=self.is_public)
        self.state = step.to
        self.done |= {action} if step.action.is_once else set()

    @invariant()
    def it_stands_in_a_state_that_the_workflow_names(self) -> None:
        if self.state:
            assert self.state in {state.name for state in self.workflow.states}

    @invariant()
    def there_is_a_way_out_or_it_is_an_ending(self) -> None:
        if self.state:
            assert onward(self.workflow, self.state) or self.workflow.state(self.state).is_ending

    @invariant()
    def nobody_reads_what_nobody_has_screened(self) -> None:
        if self.state and self.state == self.workflow.states[0].name:
            assert not self.is_public or self.workflow.state(self.state).keeps_words


def test_no_sequence_of_calls_leads_astray() -> None:
    run_state_machine_as_test(Idea, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda each: each.name)
def test_what_is_shipped_has_no_faults(shipped: Any) -> None:
    assert faults_of(shipped) == []


@given(any_workflow())
@settings(max_examples=40, deadline=None)
def test_a_workflow_is_the_same_after_it_was_stored(workflow: Any) -> None:
    assert written(as_definition(written(workflow))) == written(workflow)
