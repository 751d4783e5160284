"""Life lines in the database."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.workflow import Line, Workflow
from libs.shared.platform.storage.line_rows import TypedLines, as_line, line_values
from services.ideas.domain.workflows.appeals import APPEAL_OF_BEFORE
from services.ideas.storage.tables import LineRow


async def add(session: AsyncSession, idea_id: UUID, line: Line) -> int:
    """Write the line under those before; its id."""
    written = insert(LineRow).values(idea_id=idea_id, **line_values(line)).returning(LineRow.id)
    return (await session.scalars(written)).one()


async def of_idea(session: AsyncSession, idea_id: UUID) -> Sequence[Line]:
    """The idea's lines, oldest first."""
    return [as_line(row) for row in await _rows(session, idea_id)]


async def typed(session: AsyncSession, idea_id: UUID, workflow: Workflow) -> TypedLines[LineRow]:
    """The idea's lines into which somebody typed words, by the workflow that the idea goes by."""
    return TypedLines(await _rows(session, idea_id), (*workflow.actions, APPEAL_OF_BEFORE))


async def _rows(session: AsyncSession, idea_id: UUID) -> Sequence[LineRow]:
    return (await session.scalars(select(LineRow).where(LineRow.idea_id == idea_id).order_by(LineRow.id))).all()
