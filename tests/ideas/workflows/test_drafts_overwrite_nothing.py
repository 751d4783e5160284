"""Whatever editors do, in any order: nothing is published that nobody compared, and no idea's version changes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from libs.shared.kernel.version import ItHasChanged
from services.ideas.domain.errors import AnotherVersionStands, WorkflowHasFaults
from services.ideas.domain.workflows.checked import faults_of
from services.ideas.domain.workflows.compared import changes_between
from services.ideas.domain.workflows.definition import Definition, written
from services.ideas.domain.workflows.draft import (
    DraftBesideWorkflow,
    Editor,
    WorkflowDraft,
    kept,
    made_public,
    next_version,
    number_of,
)
from services.ideas.domain.workflows.published import PublishedWorkflow
from services.ideas.domain.workflows.shipped import DEFAULT
from services.ideas.storage.workflows import as_definition
from tests.ideas.workflows.any_workflow import any_workflow

EDITORS = st.sampled_from([UUID(int=1), UUID(int=2)])
REFUSALS = (ItHasChanged, AnotherVersionStands, WorkflowHasFaults)


def called(workflow: Definition) -> Definition:
    """The workflow under the name that all of them have here, as it comes out of the database."""
    sound = as_definition(written(workflow))
    return Definition(DEFAULT, sound.label, sound.states, sound.actions)


def unfinished(workflow: Definition) -> Definition:
    """The workflow while somebody still writes on it: its last state has no way out."""
    return Definition(workflow.name, workflow.label, workflow.states, ())


WANTED = st.one_of(any_workflow().map(called), any_workflow().map(called).map(unfinished))


class Council(RuleBasedStateMachine):
    """Two editors of one workflow, of whom each knows only what they looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2027, 1, 1, tzinfo=UTC)
        self.versions: list[PublishedWorkflow] = []
        self.draft: WorkflowDraft | None = None
        self.seen: dict[UUID, tuple[str, int]] = {}
        self.ideas: list[tuple[int, str]] = []

    @property
    def standing(self) -> PublishedWorkflow | None:
        return self.versions[-1] if self.versions else None

    def editor(self, who: UUID) -> Editor:
        self.at += timedelta(minutes=1)
        mark, _ = self.seen.get(who, ("what nobody has seen", 0))
        return Editor(who, self.at, "en", {mark})

    @rule(who=EDITORS)
    def look(self, who: UUID) -> None:
        there = self.draft or self.standing
        self.seen[who] = (there.mark if there else "nothing", number_of(self.standing))

    @rule(who=EDITORS, wanted=WANTED)
    def write(self, who: UUID, wanted: Definition) -> None:
        there, editor = self.draft or self.standing, self.editor(who)
        try:
            after = kept(DEFAULT, wanted, self.draft, self.standing, editor)
        except REFUSALS:
            assert there is not None
            assert there.mark not in editor.seen
            return
        assert there is None or there.mark in editor.seen
        assert after.based_on == (self.draft.based_on if self.draft else number_of(self.standing))
        self.draft = after

    @rule(who=EDITORS)
    def publish(self, who: UUID) -> None:
        if self.draft is None:
            return
        editor, (_, compared_with) = self.editor(who), self.seen.get(who, ("", 0))
        beside = DraftBesideWorkflow(self.draft, self.standing)
        try:
            new = made_public(self.draft, self.standing, compared_with, editor)
        except REFUSALS:
            is_as_seen = self.draft.mark in editor.seen and compared_with == beside.standing_number
            assert not is_as_seen or beside.faults
            return
        assert self.draft.mark in editor.seen
        assert compared_with == beside.standing_number
        assert (new == self.standing) == (not beside.changes)
        self.take(new)
        self.draft = None

    @rule(who=EDITORS, wanted=any_workflow().map(called))
    def publish_past_the_draft(self, who: UUID, wanted: Definition) -> None:
        self.take(next_version(wanted, self.standing, self.editor(who)))

    @rule()
    def throw_away(self) -> None:
        self.draft = None

    @rule()
    def suggest(self) -> None:
        if self.standing:
            self.ideas.append((self.standing.version, written(self.standing.definition)))

    def take(self, new: PublishedWorkflow) -> None:
        if new != self.standing:
            self.versions.append(new)

    @invariant()
    def versions_are_whole_sound_and_numbered(self) -> None:
        assert [each.version for each in self.versions] == [*range(1, len(self.versions) + 1)]
        assert not self.versions or faults_of(self.versions[-1].definition) == []

    @invariant()
    def each_idea_goes_by_what_it_began_with(self) -> None:
        assert all(written(self.versions[number - 1].definition) == began for number, began in self.ideas)


def test_no_sequence_of_edits_overwrites_what_its_editor_has_not_seen() -> None:
    run_state_machine_as_test(Council, settings=settings(max_examples=12, stateful_step_count=15, deadline=None))


@given(any_workflow().map(called), any_workflow().map(called))
@settings(max_examples=12, deadline=None)
def test_two_workflows_differ_in_something_unless_they_are_the_same(one: Definition, other: Definition) -> None:
    assert (changes_between(one, other) == []) == (one == other)
    came = {(each.part, each.name) for each in changes_between(one, other) if each.kind == "added"}
    went = {(each.part, each.name) for each in changes_between(other, one) if each.kind == "removed"}
    assert came == went
