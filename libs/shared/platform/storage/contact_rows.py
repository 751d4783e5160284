"""Contacts in the database: each service that is given some keeps them in one table of its own."""

from datetime import date
from typing import cast

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.kernel.contact import Contact, ContactKind
from libs.shared.platform.storage.erasing import KeptUntil


class ContactColumns(KeptUntil):
    """What a table of contacts holds besides whose they are."""

    kind: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)


def contact_values(contact: Contact, erase_on: date) -> dict[str, object]:
    """The contact as values of a row, to be kept until the day."""
    return {"kind": contact.kind, "address": contact.address, "erase_on": erase_on}


def as_contact(row: ContactColumns) -> Contact:
    """The row as a contact."""
    return Contact(cast("ContactKind", row.kind), row.address)
