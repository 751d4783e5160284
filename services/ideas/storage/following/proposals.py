"""Proposals that never were ideas in the database, with the lines that tell their followers what became of them."""

from uuid import UUID

from sqlalchemy import insert as new_row
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.line_rows import TypedLines, line_values
from services.ideas.domain.following.proposal import NEWS, Proposal
from services.ideas.storage.tables import LineRow, ProposalRow


async def keep(session: AsyncSession, proposal: Proposal) -> None:
    """Know the proposal from now on; if it is known already, by the title that it has now."""
    values = {"proposal_id": proposal.proposal_id, "number": proposal.number, "round_id": proposal.round_id}
    known = insert(ProposalRow).values(values | {"title": proposal.title})
    await session.execute(
        known.on_conflict_do_update(index_elements=["proposal_id"], set_={"title": known.excluded.title})
    )


async def call(session: AsyncSession, proposal_id: UUID, title: str | None) -> None:
    """Everybody reads this title of it from now on, or none."""
    await session.execute(update(ProposalRow).where(ProposalRow.proposal_id == proposal_id).values(title=title))


async def find(session: AsyncSession, which: str | UUID) -> Proposal | None:
    """The proposal of that number or id; none if there is none that never was an idea."""
    is_it = ProposalRow.proposal_id == which if isinstance(which, UUID) else ProposalRow.number == which
    row = await session.scalar(select(ProposalRow).where(is_it))
    return None if row is None else Proposal(row.proposal_id, row.number, row.round_id, row.title)


async def add_line(session: AsyncSession, proposal_id: UUID, line: Line) -> int:
    """Write the line under those before; its id."""
    written = new_row(LineRow).values(proposal_id=proposal_id, **line_values(line)).returning(LineRow.id)
    return (await session.scalars(written)).one()


async def typed_lines(session: AsyncSession, proposal_id: UUID) -> TypedLines[LineRow]:
    """Its lines into which somebody typed words."""
    lines = select(LineRow).where(LineRow.proposal_id == proposal_id).order_by(LineRow.id)
    return TypedLines((await session.scalars(lines)).all(), [*NEWS.values()])
