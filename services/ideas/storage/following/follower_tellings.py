"""Mails to followers that wait to be sent, in the database: what a postman needs of them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.telling import Telling, next_attempt
from services.ideas.domain.following.follower import Follower
from services.ideas.domain.following.mails import words_of_link, words_of_news
from services.ideas.storage.following import followed, followers, news
from services.ideas.storage.following.tables import FollowerRow, FollowerTellingRow, NewsRow

_MOST_REFUSALS = 3
_A_DAY, _A_WHILE = timedelta(days=1), timedelta(hours=6)


async def next_by_mail(session: AsyncSession, now: datetime) -> Telling | None:
    """The oldest that is due, kept from other workers until the transaction ends, in the words of now."""
    due = select(FollowerTellingRow, FollowerRow).join(FollowerRow)
    due = due.where(FollowerTellingRow.next_attempt_at <= now, FollowerRow.kind == "email")
    oldest = due.order_by(FollowerTellingRow.next_attempt_at).limit(1)
    while row := (await session.execute(oldest.with_for_update(of=FollowerTellingRow, skip_locked=True))).first():
        if telling := await _as_telling(session, row[0], followers.as_follower(row[1])):
            return telling
        await finish(session, row[0].telling_id, now)
    return None


async def finish(session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
    """It is sent: nothing of it is kept."""
    await session.execute(delete(NewsRow).where(NewsRow.telling_id == telling_id))
    await session.execute(delete(FollowerTellingRow).where(FollowerTellingRow.telling_id == telling_id))


async def postpone(session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
    """Note a failed attempt. An address that was refused on three days is erased; a server that is away is waited for.

    No single refusal erases: a mail server that is set up wrongly refuses everybody for a while.
    """
    row = await session.get_one(FollowerTellingRow, telling.telling_id)
    is_refused = until is None and next_attempt(row.attempts + 1, telling.made_at) is not None
    if is_refused and row.refusals + 1 >= _MOST_REFUSALS:
        await followers.erase(session, row.follower_id)
    elif is_refused:
        row.refusals, row.next_attempt_at = row.refusals + 1, row.next_attempt_at + _A_DAY
    elif until:
        row.attempts, row.next_attempt_at = row.attempts + 1, until
    else:
        row.next_attempt_at += _A_WHILE


async def _as_telling(session: AsyncSession, row: FollowerTellingRow, to: Follower) -> Telling | None:
    if row.what == "link":
        things = await followed.of_follower(session, to.follower_id)
        said = words_of_link(things, to.language) if things else None
    else:
        changes = await news.changes_told(session, row.telling_id)
        said = words_of_news(changes, to.language) if changes else None
    if said is None:
        return None
    ending = f"{to.page}/unsubscribe"
    about = row.telling_id, "", to.page, to.language, *said, to.contact, row.made_at, row.attempts
    return Telling(*about, unsubscribe=ending)
