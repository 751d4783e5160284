"""Workflows in the database: each version of each, as it was published."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.workflow import Workflow
from services.ideas.domain.errors import WorkflowIsNotKnown
from services.ideas.domain.idea import Idea
from services.ideas.domain.workflows.definition import Definition, written
from services.ideas.domain.workflows.made import made
from services.ideas.domain.workflows.published import PublishedWorkflow, WorkflowKey
from services.ideas.storage.workflow_tables import WorkflowRow

_SHAPE = TypeAdapter(Definition)
_NEWEST = select(WorkflowRow).order_by(WorkflowRow.version.desc()).limit(1)


def as_definition(written_down: str) -> Definition:
    """The definition of the stored text."""
    return _SHAPE.validate_json(written_down)


@lru_cache(maxsize=64)
def _made(written_down: str) -> Workflow:
    """The workflow of the stored text; reading one takes some milliseconds, and lists need it again and again."""
    return made(as_definition(written_down))


async def add(
    session: AsyncSession, definition: Definition, version: int, at: datetime, by: UUID | None = None
) -> bool:
    """Store the version; whether it was, or is there already."""
    values = {"name": definition.name, "version": version, "published_at": at, "published_by": by}
    new = insert(WorkflowRow).values(**values, definition=written(definition)).on_conflict_do_nothing()
    return await session.scalar(new.returning(WorkflowRow.version)) is not None


async def latest(session: AsyncSession, name: str) -> PublishedWorkflow:
    """The newest version of the workflow.

    Raises:
        WorkflowIsNotKnown: if there is none of that name.
    """
    found = await find(session, name)
    if found is None:
        raise WorkflowIsNotKnown(name)
    return found


async def find(session: AsyncSession, name: str) -> PublishedWorkflow | None:
    """The newest version of the workflow; none if it was never published."""
    row = await session.scalar(_NEWEST.where(WorkflowRow.name == name))
    return None if row is None else as_published(row)


async def get(session: AsyncSession, name: str, version: int) -> PublishedWorkflow:
    """The version of the workflow.

    Raises:
        WorkflowIsNotKnown: if there is none.
    """
    row = await session.get(WorkflowRow, (name, version))
    if row is None:
        raise WorkflowIsNotKnown(name)
    return as_published(row)


async def take_unannounced(session: AsyncSession) -> Sequence[PublishedWorkflow]:
    """The versions that were not announced, lowest number first; they count as announced from now on."""
    told = update(WorkflowRow).where(WorkflowRow.is_announced.is_(False)).values(is_announced=True)
    rows = (await session.scalars(told.returning(WorkflowRow))).all()
    return [as_published(row) for row in sorted(rows, key=lambda row: (row.version, row.name))]


async def versions(session: AsyncSession, name: str) -> Sequence[PublishedWorkflow]:
    """All versions of the workflow, newest first."""
    rows = select(WorkflowRow).where(WorkflowRow.name == name).order_by(WorkflowRow.version.desc())
    return [as_published(row) for row in await session.scalars(rows)]


async def lock(session: AsyncSession) -> None:
    """Let nobody else publish a workflow until the transaction ends; all of them can be read meanwhile."""
    await session.execute(text("lock table workflows in share row exclusive mode"))


async def is_known(session: AsyncSession, name: str) -> bool:
    """Whether there is a workflow of the name."""
    return await session.scalar(select(WorkflowRow.version).where(WorkflowRow.name == name).limit(1)) is not None


async def of_idea(session: AsyncSession, idea: Idea) -> Workflow:
    """The workflow by which the idea goes: the version that it began with."""
    return (await of_ideas(session, [idea]))[idea.workflow_key]


async def of_ideas(session: AsyncSession, ideas: Iterable[Idea]) -> Mapping[WorkflowKey, Workflow]:
    """The workflows by which the ideas go."""
    # No version changes, and one use case asks for the same again and again.
    known: dict[WorkflowKey, Workflow] = session.info.setdefault("workflows", {})
    if new := {idea.workflow_key for idea in ideas} - known.keys():
        columns = WorkflowRow.name, WorkflowRow.version
        rows = await session.execute(select(*columns, WorkflowRow.definition).where(tuple_(*columns).in_(sorted(new))))
        known |= {(name, version): _made(stored) for name, version, stored in rows}
    return known


def as_published(row: WorkflowRow) -> PublishedWorkflow:
    """The row as a version of a workflow."""
    return PublishedWorkflow(as_definition(row.definition), row.version, row.published_at, row.published_by)


async def newest(session: AsyncSession) -> Sequence[PublishedWorkflow]:
    """The newest version of each workflow, by name."""
    rows = select(WorkflowRow).distinct(WorkflowRow.name).order_by(WorkflowRow.name, WorkflowRow.version.desc())
    return [as_published(row) for row in await session.scalars(rows)]
