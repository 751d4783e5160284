"""Answers that are kept back, and for how long, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.desk.errors import AnswerIsKeptBack, NoAnswerIsKeptBack
from services.ideas.domain.desk.taking_back import TimeToTakeBack
from services.ideas.domain.idea import Idea
from services.ideas.storage.desk.answer_tables import PreparedAnswerRow, TimeToTakeBackRow

_ONLY = 1
_GOES_OUT = PreparedAnswerRow.goes_out_at


async def time_to_take_back(session: AsyncSession) -> TimeToTakeBack:
    """What the council has set."""
    row = await session.get(TimeToTakeBackRow, _ONLY)
    return TimeToTakeBack() if row is None else TimeToTakeBack(row.minutes)


async def lock_time_to_take_back(session: AsyncSession) -> TimeToTakeBack:
    """What the council has set; nobody else sets it until the transaction ends."""
    kept = insert(TimeToTakeBackRow).values(id=_ONLY, minutes=TimeToTakeBack().minutes).on_conflict_do_nothing()
    await session.execute(kept)
    row = await session.get_one(TimeToTakeBackRow, _ONLY, with_for_update=True)
    return TimeToTakeBack(row.minutes)


async def set_time_to_take_back(session: AsyncSession, wanted: TimeToTakeBack) -> None:
    """Store it in place of what was set before."""
    await session.execute(update(TimeToTakeBackRow).where(TimeToTakeBackRow.id == _ONLY).values(minutes=wanted.minutes))


async def demand_none(session: AsyncSession, idea: Idea) -> None:
    """Nothing, if no answer to the idea is kept back.

    Raises:
        AnswerIsKeptBack: if one is.
    """
    goes_out_at = await session.scalar(select(_GOES_OUT).where(PreparedAnswerRow.idea_id == idea.idea_id))
    if goes_out_at is not None:
        raise AnswerIsKeptBack(idea.number, goes_out_at)


async def take_back(session: AsyncSession, idea: Idea, of: UUID | None = None) -> None:
    """It does not go out by itself any more, and waits as one that was prepared; with an account, only theirs.

    Raises:
        NoAnswerIsKeptBack: if none is kept back.
    """
    taken = update(PreparedAnswerRow).where(PreparedAnswerRow.idea_id == idea.idea_id, _GOES_OUT.is_not(None))
    if of is not None:
        taken = taken.where(PreparedAnswerRow.prepared_by == of)
    if await session.scalar(taken.values(goes_out_at=None).returning(PreparedAnswerRow.idea_id)) is None:
        raise NoAnswerIsKeptBack(idea.number)


async def first_due(session: AsyncSession, now: datetime) -> UUID | None:
    """The idea whose answer should have gone out first of all by now."""
    due = select(PreparedAnswerRow.idea_id).where(now >= _GOES_OUT).order_by(_GOES_OUT, PreparedAnswerRow.idea_id)
    return await session.scalar(due.limit(1))


async def whose_goes_out(session: AsyncSession, idea: Idea, now: datetime) -> UUID | None:
    """Who decided the idea's answer that goes out now, locked; none if it was taken back."""
    row = PreparedAnswerRow
    is_it = select(row.prepared_by).where(row.idea_id == idea.idea_id, now >= _GOES_OUT).with_for_update()
    return await session.scalar(is_it)


async def bring_back(session: AsyncSession, idea_id: UUID, now: datetime) -> None:
    """It could not go out, and waits for whoever decided it."""
    row = PreparedAnswerRow
    await session.execute(
        update(row).where(row.idea_id == idea_id, now >= _GOES_OUT).values(goes_out_at=None, came_back=True)
    )
