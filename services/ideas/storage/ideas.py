"""Ideas in the database."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.key import Key, Lock
from libs.shared.platform.storage.key_rows import key_of, key_values, lock_of
from services.ideas.domain.errors import IdeaIsNotKnown
from services.ideas.domain.idea import Idea
from services.ideas.domain.origin import Origin
from services.ideas.storage.tables import IdeaRow

_FIELDS = [each.name for each in fields(Idea)]


async def add(session: AsyncSession, idea: Idea, key: Key | Lock | None, origin: Origin | None = None) -> bool:
    """Store the idea; whether it was, or its number is taken, or it is there already: by its submission or origin."""
    values = asdict(idea) | (key_values(key) if key else {}) | ({"origin": origin.key} if origin else {})
    stored = insert(IdeaRow).values(values).on_conflict_do_nothing().returning(IdeaRow.idea_id)
    return await session.scalar(stored) is not None


async def of_submission(session: AsyncSession, submission_hash: bytes) -> tuple[Idea, Key | None] | None:
    """The idea that was sent in under the id with this hash, and its key; none of before there were keys."""
    row = await session.scalar(select(IdeaRow).where(IdeaRow.submission_hash == submission_hash))
    return None if row is None else (as_idea(row), key_of(row))


async def of_origin(session: AsyncSession, round_id: UUID, origin: Origin) -> Idea | None:
    """The idea that the round took over from there."""
    is_it = (IdeaRow.round_id == round_id) & (IdeaRow.origin == origin.key)
    row = await session.scalar(select(IdeaRow).where(is_it))
    return None if row is None else as_idea(row)


async def opened_by(session: AsyncSession, idea_id: UUID) -> Lock | None:
    """What the key to the idea fits; none if nobody holds one."""
    return lock_of(await session.get_one(IdeaRow, idea_id))


async def was_public(session: AsyncSession, idea_id: UUID) -> bool:
    """Whether everybody could read the idea before its last change, or ever before."""
    return bool(await session.scalar(select(IdeaRow.was_public).where(IdeaRow.idea_id == idea_id)))


async def get(session: AsyncSession, which: str | UUID) -> Idea:
    """The idea of that number or id.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    row = await session.scalar(select(IdeaRow).where(_is(which)))
    if row is None:
        raise IdeaIsNotKnown(str(which))
    return as_idea(row)


async def of_proposal(session: AsyncSession, which: str | UUID) -> Idea | None:
    """The idea that became the proposal of that number or id."""
    is_it = IdeaRow.proposal_id == which if isinstance(which, UUID) else IdeaRow.proposal_number == which
    row = await session.scalar(select(IdeaRow).where(is_it).limit(1))
    return None if row is None else as_idea(row)


async def lock(session: AsyncSession, which: str | UUID) -> Idea:
    """The idea of that number or id; others wait until the transaction ends.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    locked = select(IdeaRow).where(_is(which)).with_for_update().execution_options(populate_existing=True)
    row = await session.scalar(locked)
    if row is None:
        raise IdeaIsNotKnown(str(which))
    return as_idea(row)


async def due_after(session: AsyncSession, moment: datetime) -> Sequence[Idea]:
    """The ideas whose next step is due after the moment; nobody else moves them until the transaction ends."""
    waiting = select(IdeaRow).where(IdeaRow.due_at > moment).order_by(IdeaRow.idea_id).with_for_update()
    return [as_idea(row) for row in await session.scalars(waiting)]


async def change(session: AsyncSession, idea_id: UUID, **values: Any) -> None:
    """Store the values that have changed, if any."""
    if not values:
        return
    await session.execute(update(IdeaRow).where(IdeaRow.idea_id == idea_id).values(**values))


def as_idea(row: IdeaRow) -> Idea:
    """The row as an idea."""
    return Idea(**{name: getattr(row, name) for name in _FIELDS})


def _is(which: str | UUID) -> Any:
    return IdeaRow.idea_id == which if isinstance(which, UUID) else IdeaRow.number == which
