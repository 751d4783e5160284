"""Rounds in the database."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.errors import RoundIsNotKnown
from services.ideas.domain.round import Area, Fund, Phase, Round
from services.ideas.storage.tables import RoundRow

_NEWEST = Order((RoundRow.published_at, RoundRow.round_id), is_descending=True, updated_at=RoundRow.updated_at)
_AREAS = TypeAdapter(tuple[Area, ...])
_FUNDS = TypeAdapter(tuple[Fund, ...])
_CALENDAR = TypeAdapter(tuple[Phase, ...])


async def add(session: AsyncSession, new: Round, published_at: datetime, submission_id: UUID | None) -> bool:
    """Store the round; whether it was, or another has its name or was sent in under the same id."""
    values = _values(new) | {"published_at": published_at, "submission_id": submission_id, "is_archived": False}
    stored = insert(RoundRow).values(values).on_conflict_do_nothing().returning(RoundRow.round_id)
    return await session.scalar(stored) is not None


async def get(session: AsyncSession, round_id: UUID) -> Round:
    """The round.

    Raises:
        RoundIsNotKnown: if there is none.
    """
    row = await session.get(RoundRow, round_id)
    if row is None:
        raise RoundIsNotKnown(round_id)
    return _as_round(row)


async def lock(session: AsyncSession, round_id: UUID) -> Round:
    """The round as it is now; others wait until the transaction ends.

    Raises:
        RoundIsNotKnown: if there is none.
    """
    row = await session.get(RoundRow, round_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise RoundIsNotKnown(round_id)
    return _as_round(row)


async def is_called(session: AsyncSession, name: str, *, but: UUID) -> bool:
    """Whether a round other than the one has the name, however it is written."""
    other = select(RoundRow.round_id).where(func.lower(RoundRow.name) == func.lower(name), RoundRow.round_id != but)
    return await session.scalar(other) is not None


async def change(session: AsyncSession, to: Round) -> None:
    """Store the round as it is now."""
    values = _values(to) | {"is_archived": to.is_archived}
    await session.execute(update(RoundRow).where(RoundRow.round_id == to.round_id).values(values))


async def of_submission(session: AsyncSession, submission_id: UUID) -> Round | None:
    """The round that was sent in under the id."""
    row = await session.scalar(select(RoundRow).where(RoundRow.submission_id == submission_id))
    return None if row is None else _as_round(row)


async def workflows_in_use(session: AsyncSession) -> set[str]:
    """The names of the workflows that rounds go by."""
    return {*await session.scalars(select(RoundRow.workflow).distinct())}


async def newest_first(session: AsyncSession, page: Page) -> Found[Round]:
    """A page of the rounds."""
    return await page_of(session, select(RoundRow), _NEWEST, page, _as_round)


def _values(of: Round) -> dict[str, Any]:
    return {
        "round_id": of.round_id,
        "name": of.name,
        "currency": of.currency,
        "hourly_value_cents": of.hourly_value_cents,
        "areas": to_jsonable_python(of.areas),
        "funds": to_jsonable_python(of.funds),
        "calendar": to_jsonable_python(of.calendar),
        "workflow": of.workflow,
    }


def _as_round(row: RoundRow) -> Round:
    return Round(
        row.round_id,
        row.name,
        row.currency,
        row.hourly_value_cents,
        _read(_AREAS, row.areas),
        _read(_FUNDS, row.funds),
        _read(_CALENDAR, row.calendar),
        row.is_archived,
        row.workflow,
    )


def _read(shape: TypeAdapter[Any], stored: object) -> Any:
    return shape.validate_python(stored, strict=False)
