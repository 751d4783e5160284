"""Reported barriers in the database, until they are answered and their time is over."""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import Contact, ContactKind
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.erasing import erase_due_from
from libs.shared.platform.storage.page_rows import Order, page_of
from services.ideas.domain.barrier import Barrier
from services.ideas.domain.errors import BarrierIsNotWaiting
from services.ideas.storage.tables import BarrierRow

_OLDEST = Order((BarrierRow.reported_at, BarrierRow.barrier_id))


async def add(session: AsyncSession, new: Barrier, erase_on: date, submission_id: UUID | None) -> None:
    """Keep the report; one that was sent in before under the same id is kept once."""
    contact = new.contact
    values = {
        "barrier_id": new.barrier_id,
        "page": new.page,
        "words": new.words,
        "language": new.language,
        "reported_at": new.reported_at,
        "contact_kind": contact.kind if contact else None,
        "address": contact.address if contact else None,
        "erase_on": erase_on,
        "submission_id": submission_id,
    }
    await session.execute(insert(BarrierRow).values(values).on_conflict_do_nothing())


async def waiting(session: AsyncSession, page: Page) -> Found[Barrier]:
    """A page of the reports that nobody has answered, oldest first."""
    rows = select(BarrierRow).where(BarrierRow.done_at.is_(None))
    return await page_of(session, rows, _OLDEST, page, _as_barrier)


async def finish(session: AsyncSession, barrier_id: UUID, now: datetime, done_by: UUID) -> None:
    """Mark the report as answered.

    Raises:
        BarrierIsNotWaiting: if it does not wait.
    """
    done = update(BarrierRow).where(BarrierRow.barrier_id == barrier_id, BarrierRow.done_at.is_(None))
    if await session.scalar(done.values(done_at=now, done_by=done_by).returning(BarrierRow.barrier_id)) is None:
        raise BarrierIsNotWaiting(barrier_id)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase the reports whose time is over; how many there were."""
    return await erase_due_from(BarrierRow, session, today)


def _as_barrier(row: BarrierRow) -> Barrier:
    contact = Contact(cast("ContactKind", row.contact_kind), row.address) if row.contact_kind and row.address else None
    return Barrier(row.barrier_id, row.page, row.words, row.language, row.reported_at, contact)
