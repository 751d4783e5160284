"""How to reach whoever suggested, in the database."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.idea import Contact, ContactKind
from services.ideas.storage.tables import ContactRow


async def add(session: AsyncSession, idea_id: UUID, contact: Contact, erase_on: date) -> None:
    """Keep the contact until the day."""
    values = {"idea_id": idea_id, "kind": contact.kind, "address": contact.address, "erase_on": erase_on}
    await session.execute(insert(ContactRow).values(values))


async def of_idea(session: AsyncSession, idea_id: UUID) -> Contact | None:
    """How to reach whoever suggested the idea, if they said and it is not erased."""
    row = await session.get(ContactRow, idea_id)
    return None if row is None else as_contact(row)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due, with everything told to it; how many there were."""
    erased = await session.execute(delete(ContactRow).where(ContactRow.erase_on <= today))
    return cast("CursorResult[Any]", erased).rowcount


def as_contact(row: ContactRow) -> Contact:
    """The row as a contact."""
    return Contact(cast("ContactKind", row.kind), row.address)
