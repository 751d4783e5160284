"""Escalations in the database: which ideas were not answered in time, and to whom they went."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.idea import Idea
from services.ideas.storage.desk.tables import EscalationRow
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_IT_IS_NOTED = (EscalationRow.idea_id == IdeaRow.idea_id) & (EscalationRow.state_since == IdeaRow.state_since)


async def next_late(session: AsyncSession, now: datetime, most: int) -> Sequence[Idea]:
    """Ideas whose deadline has passed and of which that is not noted yet, locked; what others lock is passed over."""
    is_noted = select(EscalationRow.idea_id).where(_IT_IS_NOTED).exists()
    late = select(IdeaRow).where(IdeaRow.due_at < now, ~is_noted).order_by(IdeaRow.due_at, IdeaRow.idea_id)
    rows = await session.scalars(late.limit(most).with_for_update(of=IdeaRow, skip_locked=True))
    return [as_idea(row) for row in rows]


async def note(session: AsyncSession, told: Sequence[tuple[Idea, str | None]], now: datetime) -> None:
    """Note to which role each of the ideas went, for as long as it stands where it does."""
    if not told:
        return
    rows = [
        {"idea_id": idea.idea_id, "state_since": idea.state_since, "escalated_at": now, "role": role}
        for idea, role in told
    ]
    noted = insert(EscalationRow).values(rows)
    to_be = {name: noted.excluded[name] for name in rows[0] if name != "idea_id"}
    await session.execute(noted.on_conflict_do_update(index_elements=["idea_id"], set_=to_be))


def went_to(roles: Collection[str]) -> ColumnElement[bool]:
    """Whether an idea went to one of the roles, and stands where it did then."""
    theirs = select(EscalationRow.idea_id).where(_IT_IS_NOTED, EscalationRow.role.in_(sorted(roles)))
    return theirs.exists()
