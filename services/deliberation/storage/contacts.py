"""How to reach whoever wrote a comment, in the database."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import Contact
from libs.shared.platform.storage.contact_rows import as_contact, contact_values
from libs.shared.platform.storage.erasing import erase_due_from
from services.deliberation.storage.tables import ContactRow


async def add(session: AsyncSession, comment_id: UUID, contact: Contact, erase_on: date) -> None:
    """Keep the contact until the day."""
    await session.execute(insert(ContactRow).values(comment_id=comment_id, **contact_values(contact, erase_on)))


async def known(session: AsyncSession, of: Sequence[UUID]) -> dict[UUID, Contact]:
    """The contacts of these comments, as far as they were given and are not erased."""
    rows = await session.scalars(select(ContactRow).where(ContactRow.comment_id.in_(of)))
    return {row.comment_id: as_contact(row) for row in rows}


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase what is due, with everything told to it; how many there were."""
    return await erase_due_from(ContactRow, session, today)
