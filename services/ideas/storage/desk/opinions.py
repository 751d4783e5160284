"""Opinions in the database, until their time is over."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.erasing import erase_due_from
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.desk.errors import OpinionIsAsked, OpinionIsGiven, OpinionIsNotKnown
from services.ideas.domain.desk.opinion import (
    Opinion,
    OpinionsOfIdea,
    OpinionsSoFar,
    Said,
    Stance,
    WantedOpinions,
)
from services.ideas.domain.idea import Idea
from services.ideas.storage.desk.opinion_tables import OpinionRow
from services.ideas.storage.ideas import as_idea
from services.ideas.storage.tables import IdeaRow

_IS_OPEN = OpinionRow.answered_at.is_(None)
_AWAITED = Order((OpinionRow.due_at, OpinionRow.opinion_id))
_GIVEN = Order((OpinionRow.answered_at, OpinionRow.opinion_id), is_descending=True)


async def add(session: AsyncSession, new: Opinion) -> None:
    """The department is asked.

    Raises:
        OpinionIsAsked: if it was asked about this idea before, and has not answered yet.
    """
    names = ("opinion_id", "idea_id", "department_id", "question", "asked_by", "asked_at", "due_at", "erase_on")
    values = {name: getattr(new, name) for name in names}
    stored = insert(OpinionRow).values(values).on_conflict_do_nothing().returning(OpinionRow.opinion_id)
    if await session.scalar(stored) is None:
        raise OpinionIsAsked(new.department_id)


async def of_idea(session: AsyncSession, idea_id: UUID) -> list[Opinion]:
    """The idea's opinions, first asked first."""
    asked = select(OpinionRow).where(OpinionRow.idea_id == idea_id)
    rows = await session.scalars(asked.order_by(OpinionRow.asked_at, OpinionRow.opinion_id))
    return [_as_opinion(row) for row in rows]


async def look(session: AsyncSession, wanted: WantedOpinions, page: Page, now: datetime) -> Found[tuple[Opinion, Idea]]:
    """A page of the opinions that are wanted, with their ideas: due first, or answered last."""
    rows = select(OpinionRow, IdeaRow).join(IdeaRow, IdeaRow.idea_id == OpinionRow.idea_id)
    if wanted.department_id is not None:
        rows = rows.where(OpinionRow.department_id == wanted.department_id)
    if wanted.which == "answered":
        return await page_of(session, rows.where(~_IS_OPEN), _GIVEN, page, _with_idea)
    rows = rows.where(_IS_OPEN)
    if wanted.which == "overdue":
        rows = rows.where(OpinionRow.due_at < now)
    return await page_of(session, rows, _AWAITED, page, _with_idea)


async def answer(session: AsyncSession, idea_id: UUID, opinion_id: UUID, said: Said) -> Opinion:
    """The opinion with what the department said.

    Raises:
        OpinionIsNotKnown: if it is none that was asked about the idea.
        OpinionIsGiven: if the department has answered already.
    """
    values = {
        "stance": said.stance,
        "text": said.text,
        "written_by": said.written_by,
        "answered_at": said.written_at,
    }
    given = update(OpinionRow).where(_is(idea_id, opinion_id), _IS_OPEN).values(**values).returning(OpinionRow)
    row = await session.scalar(given.execution_options(populate_existing=True))
    if row is None:
        await _demand_known(session, idea_id, opinion_id)
        raise OpinionIsGiven
    return _as_opinion(row)


async def take_away(session: AsyncSession, idea_id: UUID, opinion_id: UUID) -> None:
    """The department is not asked any more.

    Raises:
        OpinionIsNotKnown: if it is none that was asked about the idea.
        OpinionIsGiven: if the department has answered.
    """
    gone = delete(OpinionRow).where(_is(idea_id, opinion_id), _IS_OPEN).returning(OpinionRow.opinion_id)
    if await session.scalar(gone) is None:
        await _demand_known(session, idea_id, opinion_id)
        raise OpinionIsGiven


async def so_far(session: AsyncSession, idea_ids: Sequence[UUID]) -> dict[UUID, OpinionsSoFar]:
    """How it stands with the opinions of each of the ideas about which any was asked."""
    row = OpinionRow
    counts = func.count(), func.count(row.answered_at), func.min(row.due_at).filter(_IS_OPEN)
    rows = select(row.idea_id, *counts).where(row.idea_id.in_(idea_ids)).group_by(row.idea_id)
    found = await session.execute(rows)
    return {idea_id: OpinionsSoFar(asked, given, due_at) for idea_id, asked, given, due_at in found}


def of_which_ideas(which: OpinionsOfIdea, now: datetime) -> ColumnElement[bool]:
    """Whether opinions of the idea are awaited, or overdue, or all that were asked for are there."""
    asked = select(OpinionRow.opinion_id).where(OpinionRow.idea_id == IdeaRow.idea_id)
    match which:
        case "awaited":
            return asked.where(_IS_OPEN).exists()
        case "overdue":
            return asked.where(_IS_OPEN, OpinionRow.due_at < now).exists()
        case "in":
            return asked.exists() & ~asked.where(_IS_OPEN).exists()


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase the opinions whose time is over; how many there were."""
    return await erase_due_from(OpinionRow, session, today)


async def _demand_known(session: AsyncSession, idea_id: UUID, opinion_id: UUID) -> None:
    if await session.scalar(select(OpinionRow.opinion_id).where(_is(idea_id, opinion_id))) is None:
        raise OpinionIsNotKnown(opinion_id)


def _is(idea_id: UUID, opinion_id: UUID) -> ColumnElement[bool]:
    return (OpinionRow.opinion_id == opinion_id) & (OpinionRow.idea_id == idea_id)


def _with_idea(row: OpinionRow, idea: IdeaRow) -> tuple[Opinion, Idea]:
    return _as_opinion(row), as_idea(idea)


def _as_opinion(row: OpinionRow) -> Opinion:
    said = None
    if row.answered_at is not None and row.written_by is not None:
        said = Said(cast("Stance", row.stance), row.text or "", row.written_by, row.answered_at)
    asked = row.question, row.asked_by, row.asked_at, row.due_at
    return Opinion(row.opinion_id, row.idea_id, row.department_id, *asked, said)
