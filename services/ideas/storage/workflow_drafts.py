"""Drafts of workflows in the database: one of each workflow at most."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.errors import WorkflowDraftIsNotKnown
from services.ideas.domain.workflows.definition import written
from services.ideas.domain.workflows.draft import WorkflowDraft
from services.ideas.storage.workflow_tables import WorkflowDraftRow
from services.ideas.storage.workflows import as_definition


async def find(session: AsyncSession, name: str) -> WorkflowDraft | None:
    """The draft of the workflow; none if nobody keeps one."""
    row = await session.scalar(select(WorkflowDraftRow).where(WorkflowDraftRow.name == name))
    return None if row is None else _as_draft(row)


async def get(session: AsyncSession, name: str) -> WorkflowDraft:
    """The draft of the workflow.

    Raises:
        WorkflowDraftIsNotKnown: if nobody keeps one.
    """
    found = await find(session, name)
    if found is None:
        raise WorkflowDraftIsNotKnown(name)
    return found


async def all_drafts(session: AsyncSession) -> Sequence[WorkflowDraft]:
    """Every draft, by the names of the workflows."""
    return [_as_draft(row) for row in await session.scalars(select(WorkflowDraftRow).order_by(WorkflowDraftRow.name))]


async def keep(session: AsyncSession, draft: WorkflowDraft) -> None:
    """Keep it in place of the one that was kept before."""
    values = {
        "definition": written(draft.definition),
        "based_on": draft.based_on,
        "changed_at": draft.changed_at,
        "changed_by": draft.changed_by,
    }
    kept = insert(WorkflowDraftRow).values(name=draft.definition.name, **values)
    await session.execute(kept.on_conflict_do_update(index_elements=["name"], set_=values))


async def remove(session: AsyncSession, name: str) -> None:
    """Keep no draft of it."""
    await session.execute(delete(WorkflowDraftRow).where(WorkflowDraftRow.name == name))


def _as_draft(row: WorkflowDraftRow) -> WorkflowDraft:
    return WorkflowDraft(as_definition(row.definition), row.based_on, row.changed_at, row.changed_by)
