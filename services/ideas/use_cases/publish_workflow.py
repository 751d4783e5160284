"""Publish a workflow as a new version: ideas that come later go by it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.storage.database import Database
from services.ideas.domain.errors import WorkflowHasFaults, WorkflowIsNotKnown
from services.ideas.domain.workflows.checked import faults_of
from services.ideas.domain.workflows.definition import Definition
from services.ideas.domain.workflows.faults import Fault
from services.ideas.domain.workflows.published import PublishedWorkflow
from services.ideas.storage import workflows


@dataclass(frozen=True, slots=True)
class PublishWorkflow:
    """The workflow that the council wants, by whom, and the versions of it that they have seen."""

    name: str
    definition: Definition
    by: UUID
    language: str
    seen: Collection[str] = ()


def check_workflow(definition: Definition) -> list[Fault]:
    """What is wrong with the workflow."""
    return faults_of(definition)


async def publish_workflow(command: PublishWorkflow, database: Database, clock: Clock) -> PublishedWorkflow:
    """The workflow as it is now: a new version, or the newest one if nothing is different.

    Raises:
        WorkflowHasFaults: if something is wrong with it.
        ItHasChanged: if somebody else has published a version meanwhile.
    """
    if found := faults_of(command.definition, called=command.name):
        raise WorkflowHasFaults(found, command.language)
    async with database.transaction() as tx:
        await workflows.lock(tx.session)
        try:
            before = await workflows.latest(tx.session, command.name)
        except WorkflowIsNotKnown:
            before = None
        if before:
            demand_unchanged(command.seen, before.mark)
            if workflows.written(before.definition) == workflows.written(command.definition):
                return before
        new = PublishedWorkflow(command.definition, before.version + 1 if before else 1, clock.now(), command.by)
        await workflows.add(tx.session, new.definition, new.version, new.published_at, command.by)
        return new
