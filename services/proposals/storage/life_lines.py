"""Life lines in the database."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.line_rows import TypedLines, as_line, line_values
from services.proposals.domain.offer_workflow import OFFER_WORKFLOW
from services.proposals.domain.workflow import WORKFLOW
from services.proposals.storage.tables import LineRow


async def add(session: AsyncSession, proposal_id: UUID, line: Line) -> None:
    """Write the line under those before."""
    await session.execute(insert(LineRow).values(proposal_id=proposal_id, **line_values(line)))


async def of_proposal(session: AsyncSession, proposal_id: UUID) -> Sequence[Line]:
    """The proposal's lines, oldest first."""
    return [as_line(row) for row in await _rows(session, proposal_id)]


async def typed(session: AsyncSession, proposal_id: UUID) -> TypedLines[LineRow]:
    """The proposal's lines into which somebody typed words; those of its offers are among them."""
    return TypedLines(await _rows(session, proposal_id), WORKFLOW.actions + OFFER_WORKFLOW.actions)


async def _rows(session: AsyncSession, proposal_id: UUID) -> Sequence[LineRow]:
    lines = select(LineRow).where(LineRow.proposal_id == proposal_id).order_by(LineRow.id)
    return (await session.scalars(lines)).all()
