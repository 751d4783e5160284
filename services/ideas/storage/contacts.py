"""How to reach whoever suggested, in the database."""

from datetime import date
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import Contact
from libs.shared.platform.storage.contact_rows import as_contact, contact_values, erase_due_from
from services.ideas.storage.tables import ContactRow


async def add(session: AsyncSession, idea_id: UUID, contact: Contact, erase_on: date) -> None:
    """Keep the contact until the day."""
    await session.execute(insert(ContactRow).values(idea_id=idea_id, **contact_values(contact, erase_on)))


async def of_idea(session: AsyncSession, idea_id: UUID) -> Contact | None:
    """How to reach whoever suggested the idea, if they said and it is not erased."""
    row = await session.get(ContactRow, idea_id)
    return None if row is None else as_contact(row)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due, with everything told to it; how many there were."""
    return await erase_due_from(ContactRow, session, today)
