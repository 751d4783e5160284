"""How to reach whoever made a proposal or an offer, in the database."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.proposals.domain.contact import Contact, ContactKind
from services.proposals.storage.tables import ContactRow


async def add(session: AsyncSession, of: UUID, contact: Contact, erase_on: date) -> None:
    """Keep the contact of the proposal or offer until the day."""
    values = {"of": of, "kind": contact.kind, "address": contact.address, "erase_on": erase_on}
    await session.execute(insert(ContactRow).values(values))


async def known(session: AsyncSession, of: Sequence[UUID]) -> dict[UUID, Contact]:
    """The contacts of these proposals or offers, as far as they were given and are not erased."""
    rows = await session.scalars(select(ContactRow).where(ContactRow.of.in_(of)))
    return {row.of: Contact(cast("ContactKind", row.kind), row.address) for row in rows}


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due; how many there were."""
    erased = await session.execute(delete(ContactRow).where(ContactRow.erase_on <= today))
    return cast("CursorResult[Any]", erased).rowcount
