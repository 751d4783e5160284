"""Sittings in the database, each with its agenda."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.sittings.agenda_item import AgendaItem, Minutes, Way
from services.ideas.domain.sittings.errors import SittingIsNotKnown
from services.ideas.domain.sittings.sitting import Sitting, WantedSittings
from services.ideas.storage.sittings.tables import AgendaItemRow, SittingRow

_NEWEST = Order((SittingRow.announced_at, SittingRow.sitting_id), is_descending=True, updated_at=SittingRow.updated_at)
_OWN = [each.name for each in fields(Sitting) if each.name != "agenda"]
_MINUTES, _WAY = TypeAdapter(Minutes), TypeAdapter(Way)


async def add(session: AsyncSession, new: Sitting, at: datetime, submission_id: UUID | None) -> bool:
    """Store the sitting; whether it was, or one was sent in under the same id before."""
    values = _values(new) | {"announced_at": at, "submission_id": submission_id}
    stored = insert(SittingRow).values(values).on_conflict_do_nothing().returning(SittingRow.sitting_id)
    if await session.scalar(stored) is None:
        return False
    await _keep_items(session, new, dict(enumerate(new.agenda)))
    return True


async def of_submission(session: AsyncSession, submission_id: UUID | None) -> UUID | None:
    """The id of the sitting that was sent in under the id."""
    if submission_id is None:
        return None
    return await session.scalar(select(SittingRow.sitting_id).where(SittingRow.submission_id == submission_id))


async def get(session: AsyncSession, sitting_id: UUID) -> Sitting:
    """The sitting.

    Raises:
        SittingIsNotKnown: if there is none.
    """
    row = await session.get(SittingRow, sitting_id)
    if row is None:
        raise SittingIsNotKnown(sitting_id)
    return await _whole(session, row)


async def lock(session: AsyncSession, sitting_id: UUID) -> Sitting:
    """The sitting as it is now; others wait until the transaction ends.

    Raises:
        SittingIsNotKnown: if there is none.
    """
    row = await session.get(SittingRow, sitting_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise SittingIsNotKnown(sitting_id)
    return await _whole(session, row)


async def change(session: AsyncSession, before: Sitting, to: Sitting) -> None:
    """Store the sitting, which must have been locked, as it is now, and what is another in its agenda."""
    await session.execute(update(SittingRow).where(SittingRow.sitting_id == to.sitting_id).values(_values(to)))
    if gone := {item.item_id for item in before.agenda} - {item.item_id for item in to.agenda}:
        await session.execute(delete(AgendaItemRow).where(AgendaItemRow.item_id.in_(gone)))
    as_before = dict(enumerate(before.agenda))
    await _keep_items(session, to, {at: item for at, item in enumerate(to.agenda) if as_before.get(at) != item})


async def look(session: AsyncSession, wanted: WantedSittings, page: Page) -> Found[Sitting]:
    """A page of the wanted sittings, without their agendas, the one that was announced last first."""
    rows = select(SittingRow)
    if wanted.states:
        rows = rows.where(SittingRow.state.in_(wanted.states))
    if wanted.round_id:
        rows = rows.where(SittingRow.round_id == wanted.round_id)
    if wanted.idea_id:
        dealing = select(AgendaItemRow.sitting_id).where(AgendaItemRow.idea_id == wanted.idea_id)
        rows = rows.where(SittingRow.sitting_id.in_(dealing))
    return await page_of(session, rows, _NEWEST, page, _as_sitting)


async def _keep_items(session: AsyncSession, of: Sitting, items: Mapping[int, AgendaItem]) -> None:
    """In one statement, however many there are."""
    rows = [_row(of, position, item) for position, item in items.items()]
    if not rows:
        return
    stored = insert(AgendaItemRow).values(rows)
    to_be = {name: stored.excluded[name] for name in rows[0] if name != "item_id"}
    await session.execute(stored.on_conflict_do_update(index_elements=["item_id"], set_=to_be))


def _row(of: Sitting, position: int, item: AgendaItem) -> dict[str, Any]:
    return {
        "item_id": item.item_id,
        "sitting_id": of.sitting_id,
        "position": position,
        "idea_id": item.idea_id,
        "topic": item.topic,
        "minutes": to_jsonable_python(item.minutes),
        "way": to_jsonable_python(item.way),
    }


async def _whole(session: AsyncSession, row: SittingRow) -> Sitting:
    ordered = select(AgendaItemRow).where(AgendaItemRow.sitting_id == row.sitting_id).order_by(AgendaItemRow.position)
    items = await session.scalars(ordered.execution_options(populate_existing=True))
    return _as_sitting(row, tuple(_as_item(item) for item in items))


def _values(of: Sitting) -> dict[str, Any]:
    return {name: value for name, value in asdict(of).items() if name in _OWN}


def _as_sitting(row: SittingRow, agenda: tuple[AgendaItem, ...] = ()) -> Sitting:
    return Sitting(**{name: getattr(row, name) for name in _OWN}, agenda=agenda)


def _as_item(row: AgendaItemRow) -> AgendaItem:
    minutes = None if row.minutes is None else _MINUTES.validate_python(row.minutes, strict=False)
    way = None if row.way is None else _WAY.validate_python(row.way, strict=False)
    return AgendaItem(row.item_id, row.idea_id, row.topic, minutes, way)
