"""Contacts in the database: each service that is given some keeps them in one table of its own."""

from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, Date, Text, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.contact import Contact, ContactKind


class ContactColumns:
    """What a table of contacts holds besides whose they are."""

    kind: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    erase_on: Mapped[date] = mapped_column(Date, index=True)


def contact_values(contact: Contact, erase_on: date) -> dict[str, object]:
    """The contact as values of a row, to be kept until the day."""
    return {"kind": contact.kind, "address": contact.address, "erase_on": erase_on}


def as_contact(row: ContactColumns) -> Contact:
    """The row as a contact."""
    return Contact(cast("ContactKind", row.kind), row.address)


async def erase_due_from(table: type[ContactColumns], session: AsyncSession, today: date) -> int:
    """Erase what is due from the table; how many there were."""
    erased = await session.execute(delete(table).where(table.erase_on <= today))
    return cast("CursorResult[Any]", erased).rowcount
