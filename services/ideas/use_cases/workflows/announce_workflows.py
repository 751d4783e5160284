"""Tell everybody of the versions of workflows that nobody was told of yet, in the order of their numbers."""

from collections.abc import Mapping
from uuid import UUID, uuid5

from libs.shared.events.words import Label
from libs.shared.events.workflows import StateOfWorkflow, WayOfWorkflow, WorkflowPublished
from libs.shared.platform.storage.database import Transaction
from services.ideas.domain.workflows.definition import ActionDraft, StateDraft
from services.ideas.domain.workflows.published import PublishedWorkflow
from services.ideas.storage import workflows

_OF_NAMES = UUID("6e0c3a52-6c1b-5d0e-9a3f-8d5f1c7b2a90")


async def announce_workflows(tx: Transaction) -> None:
    """Announce each version that was not, with this transaction: also those of before there was such an event."""
    for published in await workflows.take_unannounced(tx.session):
        tx.announce(as_told(published))


def as_told(published: PublishedWorkflow) -> WorkflowPublished:
    """The version as the event says it. Who of the staff published it is nobody's business."""
    definition = published.definition
    return WorkflowPublished(
        workflow_id=uuid5(_OF_NAMES, definition.name),
        workflow=definition.name,
        version_number=published.version,
        is_shipped=published.published_by is None,
        label=_said(definition.label),
        states=[_state(each) for each in definition.states],
        ways=[_way(each) for each in definition.actions],
    )


def _state(state: StateDraft) -> StateOfWorkflow:
    return StateOfWorkflow(
        state=state.name,
        label=_said(state.label),
        is_public=state.is_public,
        is_ending=state.is_ending,
        working_days=state.working_days,
    )


def _way(action: ActionDraft) -> WayOfWorkflow:
    return WayOfWorkflow(
        action=action.name,
        label=_said(action.label),
        of=[*action.of],
        to=action.to or None,
        roles=[*action.who],
    )


def _said(label: Mapping[str, str]) -> list[Label]:
    return [Label(language=language, called=called) for language, called in label.items()]
