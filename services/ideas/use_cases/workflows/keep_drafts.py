"""Keep a draft of a workflow over days, see what it would change, and throw it away."""

from collections.abc import Collection, Sequence

from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.storage.database import Database
from services.ideas.domain.workflows.definition import Definition
from services.ideas.domain.workflows.draft import DraftBesideWorkflow, Editor, WorkflowDraft, kept
from services.ideas.storage import workflow_drafts, workflows


async def list_drafts(database: Database) -> Sequence[WorkflowDraft]:
    """Every draft, by the names of the workflows."""
    async with database.reading() as session:
        return await workflow_drafts.all_drafts(session)


async def see_draft(name: str, database: Database) -> DraftBesideWorkflow:
    """The draft of the workflow beside its newest version.

    Raises:
        WorkflowDraftIsNotKnown: if nobody keeps one.
    """
    async with database.reading() as session:
        return DraftBesideWorkflow(await workflow_drafts.get(session, name), await workflows.find(session, name))


async def keep_draft(name: str, wanted: Definition, editor: Editor, database: Database) -> DraftBesideWorkflow:
    """The draft as it is now, whatever is wrong with it but its name. No idea goes by it.

    It stays based on the version that was the newest when it was begun.

    Raises:
        WorkflowHasFaults: if no workflow can be called so.
        ItHasChanged: if somebody has changed the draft, or begun one, or published what it would have begun from.
    """
    async with database.transaction(is_shown=False) as tx:
        await workflows.lock(tx.session)
        standing = await workflows.find(tx.session, name)
        draft = kept(name, wanted, await workflow_drafts.find(tx.session, name), standing, editor)
        await workflow_drafts.keep(tx.session, draft)
        return DraftBesideWorkflow(draft, standing)


async def throw_draft_away(name: str, seen: Collection[str], database: Database) -> None:
    """Nobody keeps a draft of the workflow any more; what is published stands as it did.

    Raises:
        WorkflowDraftIsNotKnown: if nobody does.
        ItHasChanged: if somebody has changed it meanwhile.
    """
    async with database.transaction(is_shown=False) as tx:
        await workflows.lock(tx.session)
        demand_unchanged(seen, (await workflow_drafts.get(tx.session, name)).mark)
        await workflow_drafts.remove(tx.session, name)
