"""What life lines say of the ways that a board chose: it stands there alone, so it can be taken down there."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.words import Words
from services.ideas.domain.sittings.agenda_item import AgendaItem
from services.ideas.storage.tables import LineRow


async def of_items(session: AsyncSession, agenda: Sequence[AgendaItem]) -> dict[UUID, Words]:
    """The line of each item for which a way was chosen, by the item's id."""
    chosen = {(item.idea_id, item.way.chosen_at): item.item_id for item in agenda if item.way}
    if not chosen:
        return {}
    is_of_one = tuple_(LineRow.idea_id, LineRow.at).in_(list(chosen))
    lines = select(LineRow.idea_id, LineRow.at, LineRow.words).where(is_of_one).order_by(LineRow.id)
    found: dict[UUID, Words] = {}
    for idea_id, at, words in await session.execute(lines):
        found.setdefault(chosen[idea_id, at], words)
    return found
