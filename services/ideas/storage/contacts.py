"""How to reach whoever suggested, in the database."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import Contact
from libs.shared.platform.storage.contact_rows import as_contact, contact_values
from libs.shared.platform.storage.erasing import erase_due_from
from services.ideas.storage.tables import ContactRow, IdeaRow


async def add(session: AsyncSession, idea_id: UUID, contact: Contact, erase_on: date) -> None:
    """Keep the contact until the day."""
    await session.execute(insert(ContactRow).values(idea_id=idea_id, **contact_values(contact, erase_on)))


async def of_idea(session: AsyncSession, idea_id: UUID) -> Contact | None:
    """How to reach whoever suggested the idea, if they said and it is not erased."""
    row = await session.get(ContactRow, idea_id)
    return None if row is None else as_contact(row)


async def of_ideas(session: AsyncSession, idea_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """How to reach whoever suggested each of the ideas, of those whose is known."""
    rows = await session.scalars(select(ContactRow).where(ContactRow.idea_id.in_(idea_ids)))
    return {row.idea_id: as_contact(row) for row in rows}


async def latest_idea_of(session: AsyncSession, contact: Contact) -> UUID | None:
    """The idea that was suggested last by whoever is reached there."""
    theirs = select(IdeaRow.idea_id).join(ContactRow, ContactRow.idea_id == IdeaRow.idea_id)
    theirs = theirs.where(ContactRow.kind == contact.kind, ContactRow.address == contact.address)
    return await session.scalar(theirs.order_by(IdeaRow.submitted_at.desc()).limit(1))


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due, with everything told to it; how many there were."""
    return await erase_due_from(ContactRow, session, today)
