"""The ideas that an agenda names."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.idea import Idea
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow


async def named(session: AsyncSession, names: Collection[str | UUID]) -> dict[str | UUID, Idea]:
    """The ideas that there are of these numbers and ids, by both."""
    numbers = [name for name in names if isinstance(name, str)]
    ids = [name for name in names if isinstance(name, UUID)]
    rows = await session.scalars(select(IdeaRow).where(or_(IdeaRow.number.in_(numbers), IdeaRow.idea_id.in_(ids))))
    found = [as_idea(row) for row in rows]
    return {name: idea for idea in found for name in (idea.number, idea.idea_id)}


async def lock(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Idea]:
    """The ideas as they are now, by their ids; others wait until the transaction ends. Always in one order."""
    wanted = select(IdeaRow).where(IdeaRow.idea_id.in_(ids)).order_by(IdeaRow.idea_id).with_for_update()
    rows = await session.scalars(wanted.execution_options(populate_existing=True))
    return {row.idea_id: as_idea(row) for row in rows}
