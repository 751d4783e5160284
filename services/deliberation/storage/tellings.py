"""What waits to be told to those who wrote comments, in the database."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, insert, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.telling import Telling
from libs.shared.kernel.words import Words
from libs.shared.platform.storage.contact_rows import as_contact
from libs.shared.platform.storage.page_rows import Order, page_of
from libs.shared.platform.telling import telling_rows
from services.deliberation.domain.comment import Comment
from services.deliberation.domain.subject import Subject
from services.deliberation.domain.telling import words_of
from services.deliberation.storage.tables import ContactRow, TellingRow

_OLDEST = Order((TellingRow.made_at, TellingRow.telling_id))
_WAITS = telling_rows.waits(TellingRow)
_GOES_BY_MAIL = telling_rows.goes_by_mail(TellingRow, ContactRow)


async def add(session: AsyncSession, comment: Comment, subject: Subject, news: Words, at: datetime) -> None:
    """Put the news of the comment among those that wait, if whoever wrote it can still be reached."""
    if await session.get(ContactRow, comment.comment_id) is None:
        return
    title, text = words_of(comment, subject, news)
    about = {"comment_id": comment.comment_id, "number": subject.number, "page": f"/comments/{comment.comment_id}"}
    said = {"language": comment.language, "subject": title, "text": text}
    await session.execute(
        insert(TellingRow).values(telling_id=new_id(), made_at=at, next_attempt_at=at, **about, **said)
    )


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


async def say_otherwise(session: AsyncSession, comment_id: UUID, before: str, after: str) -> None:
    """Replace words in what whoever wrote the comment is told."""
    await telling_rows.say_otherwise(TellingRow, session, TellingRow.comment_id == comment_id, before, after)


async def finish(session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
    """Mark it as sent, or as done by a person.

    Raises:
        TellingIsNotWaiting: if it does not wait.
    """
    await telling_rows.finish(TellingRow, session, telling_id, now, done_by)


async def postpone(session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
    """Note a failed attempt; without a next time it is staff's to tell."""
    await telling_rows.postpone(TellingRow, session, telling, until, trouble)


def _with_contact() -> Select[TellingRow, ContactRow]:
    return select(TellingRow, ContactRow).join(ContactRow, ContactRow.comment_id == TellingRow.comment_id)


def _as_telling(row: TellingRow, contact: ContactRow) -> Telling:
    return Telling(
        row.telling_id,
        row.number,
        row.page,
        row.language,
        row.subject,
        row.text,
        as_contact(contact),
        row.made_at,
        row.attempts,
    )
