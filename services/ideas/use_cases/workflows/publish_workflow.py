"""Publish a workflow as a new version: ideas that come later go by it."""

from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.workflows.checked import faults_of
from services.ideas.domain.workflows.definition import Definition
from services.ideas.domain.workflows.draft import Editor, demand_sound, made_public, next_version
from services.ideas.domain.workflows.faults import Fault
from services.ideas.domain.workflows.published import PublishedWorkflow
from services.ideas.storage import workflow_drafts, workflows
from services.ideas.use_cases.workflows.announce_workflows import announce_workflows


def check_workflow(definition: Definition) -> list[Fault]:
    """What is wrong with the workflow."""
    return faults_of(definition)


async def publish_workflow(name: str, wanted: Definition, editor: Editor, database: Database) -> PublishedWorkflow:
    """The workflow as it is now: a new version, or the newest one if nothing is different. A draft of it stays.

    Raises:
        WorkflowHasFaults: if something is wrong with it.
        ItHasChanged: if somebody else has published a version meanwhile.
    """
    demand_sound(wanted, name, editor)
    async with database.transaction() as tx:
        await workflows.lock(tx.session)
        standing = await workflows.find(tx.session, name)
        if standing:
            demand_unchanged(editor.seen, standing.mark)
        return await _stored(tx, next_version(wanted, standing, editor), standing)


async def publish_draft(name: str, replaces: int, editor: Editor, database: Database) -> PublishedWorkflow:
    """The workflow as its draft has it, which is gone then: a new version, or the newest one if nothing is different.

    Args:
        name: Of the workflow.
        replaces: The number of the version that the editor has compared the draft with; 0 if there was none.
        editor: Who publishes it.
        database: Where it is kept.

    Raises:
        WorkflowDraftIsNotKnown: if nobody keeps one.
        ItHasChanged: if somebody has changed the draft meanwhile.
        AnotherVersionStands: if they compared it with another version than the newest.
        WorkflowHasFaults: if something is wrong with it.
    """
    async with database.transaction() as tx:
        await workflows.lock(tx.session)
        draft = await workflow_drafts.get(tx.session, name)
        standing = await workflows.find(tx.session, name)
        new = made_public(draft, standing, replaces, editor)
        await workflow_drafts.remove(tx.session, name)
        return await _stored(tx, new, standing)


async def _stored(tx: Transaction, new: PublishedWorkflow, standing: PublishedWorkflow | None) -> PublishedWorkflow:
    if new != standing:
        await workflows.add(tx.session, new.definition, new.version, new.published_at, new.published_by)
        await announce_workflows(tx)
    return new
