"""What waits to be told, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, insert, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.telling import Telling
from libs.shared.platform.storage.contact_rows import as_contact
from libs.shared.platform.storage.page_rows import Order, page_of
from libs.shared.platform.telling import telling_rows
from services.ideas.storage.tables import ContactRow, IdeaRow, TellingRow

_OLDEST = Order((TellingRow.made_at, TellingRow.telling_id))
_WAITS = telling_rows.waits(TellingRow)
_GOES_BY_MAIL = telling_rows.goes_by_mail(TellingRow, ContactRow)


async def add(session: AsyncSession, telling_id: UUID, idea_id: UUID, subject: str, text: str, at: datetime) -> None:
    """Put the news among those that wait."""
    values = {"telling_id": telling_id, "idea_id": idea_id, "subject": subject, "text": text, "made_at": at}
    await session.execute(insert(TellingRow).values(**values, next_attempt_at=at))


async def next_by_mail(session: AsyncSession, now: datetime) -> Telling | None:
    """The oldest that is due by mail, kept from other workers until the transaction ends."""
    due = _with_contact().where(_WAITS, _GOES_BY_MAIL, TellingRow.next_attempt_at <= now)
    oldest = due.order_by(TellingRow.next_attempt_at).limit(1).with_for_update(of=TellingRow, skip_locked=True)
    row = (await session.execute(oldest)).first()
    return None if row is None else _as_telling(*row)


async def for_staff(session: AsyncSession, state: str, page: Page, *, mail_goes_out: bool) -> Found[Telling]:
    """A page of what staff tell or have told themselves, oldest first."""
    wanted = _with_contact().where(TellingRow.state == state)
    if state == "waiting" and mail_goes_out:
        wanted = wanted.where(not_(_GOES_BY_MAIL))
    return await page_of(session, wanted, _OLDEST, page, _as_telling)


async def say_otherwise(session: AsyncSession, idea_id: UUID, before: str, after: str) -> None:
    """Replace words in what whoever suggested the idea is told."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.idea_id == idea_id, before, after)


async def finish(session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
    """Mark it as sent, or as done by a person.

    Raises:
        TellingIsNotWaiting: if it does not wait.
    """
    await telling_rows.finish(TellingRow, session, telling_id, now, done_by)


async def postpone(session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
    """Note a failed attempt; without a next time it is staff's to tell."""
    await telling_rows.postpone(TellingRow, session, telling, until, trouble)


def _with_contact() -> Select[TellingRow, ContactRow, IdeaRow]:
    return (
        select(TellingRow, ContactRow, IdeaRow)
        .join(ContactRow, ContactRow.idea_id == TellingRow.idea_id)
        .join(IdeaRow, IdeaRow.idea_id == TellingRow.idea_id)
    )


def _as_telling(row: TellingRow, contact: ContactRow, idea: IdeaRow) -> Telling:
    return Telling(
        row.telling_id,
        idea.number,
        f"/ideas/{idea.number}",
        idea.language,
        row.subject,
        row.text,
        as_contact(contact),
        row.made_at,
        row.attempts,
    )
