"""A workflow that a council still writes on: it may be wrong, and no idea goes by it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.version import demand_unchanged, version_of
from services.ideas.domain.errors import AnotherVersionStands, WorkflowHasFaults
from services.ideas.domain.workflows.checked import faults_of, faults_of_being_called
from services.ideas.domain.workflows.compared import Change, changes_between
from services.ideas.domain.workflows.definition import Definition, written
from services.ideas.domain.workflows.faults import Fault
from services.ideas.domain.workflows.published import PublishedWorkflow

NOT_PUBLISHED = 0
"""The number of the version that stands before a workflow was published for the first time."""


@dataclass(frozen=True, slots=True)
class WorkflowDraft:
    """The one draft of a workflow: from which version it was begun, and who changed it last."""

    definition: Definition
    based_on: int
    changed_at: datetime
    changed_by: UUID

    @property
    def mark(self) -> str:
        """Another one whenever somebody changed it."""
        return version_of("draft", written(self.definition), self.based_on, self.changed_at, self.changed_by)


@dataclass(frozen=True, slots=True)
class Editor:
    """Who of the staff writes on a workflow, when, in which language they are told, and which versions they saw."""

    staff_id: UUID
    at: datetime
    language: str = "en"
    seen: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class DraftBesideWorkflow:
    """A draft with the newest version of its workflow, if there is one, and what it would change of that."""

    draft: WorkflowDraft
    standing: PublishedWorkflow | None

    @property
    def standing_number(self) -> int:
        """The number of the newest version."""
        return number_of(self.standing)

    @property
    def is_behind(self) -> bool:
        """Whether a version was published after the draft was begun."""
        return self.draft.based_on != self.standing_number

    @property
    def faults(self) -> list[Fault]:
        """All that keeps it from being published."""
        return faults_of(self.draft.definition)

    @property
    def changes(self) -> list[Change]:
        """What would be different from the newest version."""
        return changes_between(self.standing.definition if self.standing else None, self.draft.definition)


def number_of(standing: PublishedWorkflow | None) -> int:
    """The number of the version, where there is one."""
    return standing.version if standing else NOT_PUBLISHED


def kept(
    called: str, wanted: Definition, before: WorkflowDraft | None, standing: PublishedWorkflow | None, editor: Editor
) -> WorkflowDraft:
    """What is wanted as the draft, whatever is wrong with it but its name; based on what it was begun from.

    Raises:
        WorkflowHasFaults: if no workflow can be called so.
        ItHasChanged: if the editor has not seen the draft as it is, or what it begins from if there is none.
    """
    _demand_none(faults_of_being_called(wanted, called), editor)
    if there := before or standing:
        demand_unchanged(editor.seen, there.mark)
    based_on = before.based_on if before else number_of(standing)
    return WorkflowDraft(wanted, based_on, editor.at, editor.staff_id)


def made_public(
    draft: WorkflowDraft, standing: PublishedWorkflow | None, replaces: int, editor: Editor
) -> PublishedWorkflow:
    """The version that the draft becomes, in place of the one of that number.

    Raises:
        ItHasChanged: if the editor has not seen the draft as it is.
        AnotherVersionStands: if another version is the newest.
        WorkflowHasFaults: if something is wrong with it.
    """
    demand_unchanged(editor.seen, draft.mark)
    if replaces != number_of(standing):
        raise AnotherVersionStands(replaces, number_of(standing))
    demand_sound(draft.definition, draft.definition.name, editor)
    return next_version(draft.definition, standing, editor)


def demand_sound(wanted: Definition, called: str, editor: Editor) -> None:
    """Return if the workflow of that name can be published as it is wanted.

    Raises:
        WorkflowHasFaults: if something is wrong with it.
    """
    _demand_none(faults_of(wanted, called=called), editor)


def next_version(wanted: Definition, standing: PublishedWorkflow | None, editor: Editor) -> PublishedWorkflow:
    """What is wanted, and sound, as the version after the one that stands; that one if nothing is different."""
    if standing and standing.definition == wanted:
        return standing
    return PublishedWorkflow(wanted, number_of(standing) + 1, editor.at, editor.staff_id)


def _demand_none(faults: Sequence[Fault], editor: Editor) -> None:
    if faults:
        raise WorkflowHasFaults(faults, editor.language)
