"""The tellings that a service keeps beside its contacts, as the postman and the staff's desk ask for them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, not_
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.telling import Telling
from libs.shared.platform.storage.contact_rows import ContactColumns, as_contact
from libs.shared.platform.storage.page_rows import Order, page_of
from libs.shared.platform.telling import telling_rows
from libs.shared.platform.telling.telling_rows import AddressedColumns, TellingColumns


class KeptTellings:
    """One table of tellings.

    Args:
        table: The tellings.
        contacts: Those whom they are for.
        joined: The rows of both, and of whatever else it takes to read a telling.
        read: A telling of one of the joined rows.
    """

    def __init__(
        self,
        table: type[TellingColumns],
        contacts: type[ContactColumns],
        joined: Select[*tuple[Any, ...]],
        read: Callable[..., Telling],
    ) -> None:
        self._table, self._joined, self._read = table, joined, read
        self._goes_by_mail = telling_rows.goes_by_mail(table, contacts)
        self._oldest = Order((table.made_at, table.telling_id))

    async def next_by_mail(self, session: AsyncSession, now: datetime) -> Telling | None:
        """The oldest that is due by mail, kept from other workers until the transaction ends."""
        due = self._joined.where(
            telling_rows.waits(self._table), self._goes_by_mail, self._table.next_attempt_at <= now
        )
        oldest = due.order_by(self._table.next_attempt_at).limit(1).with_for_update(of=self._table, skip_locked=True)
        row = (await session.execute(oldest)).first()
        return None if row is None else self._read(*row)

    async def for_staff(self, session: AsyncSession, state: str, page: Page, *, mail_goes_out: bool) -> Found[Telling]:
        """A page of what staff tell or have told themselves, oldest first."""
        wanted = self._joined.where(self._table.state == state)
        if state == "waiting" and mail_goes_out:
            wanted = wanted.where(not_(self._goes_by_mail))
        return await page_of(session, wanted, self._oldest, page, self._read)

    async def finish(self, session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
        """Mark it as sent, or as done by a person.

        Raises:
            TellingIsNotWaiting: if it does not wait.
        """
        await telling_rows.finish(self._table, session, telling_id, now, done_by)

    async def postpone(self, session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
        """Note a failed attempt; without a next time it is staff's to tell."""
        await telling_rows.postpone(self._table, session, telling, until, trouble)


def as_telling(row: AddressedColumns, contact: ContactColumns) -> Telling:
    """The telling of a row that says itself what it is about."""
    about = row.telling_id, row.number, row.page, row.language
    return Telling(*about, row.subject, row.text, as_contact(contact), row.made_at, row.attempts)
