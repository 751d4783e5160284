"""Texts to followers that wait to be sent, in the database: what a texter needs of them."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.telling import Telling
from services.ideas.domain.following.follower import Follower
from services.ideas.domain.following.text_limits import MOST_TEXTS_A_DAY, is_quiet, may_be_texted_from
from services.ideas.domain.following.texts import text_of_link, text_of_news
from services.ideas.storage.following import followed, follower_tellings, followers, news, text_counts
from services.ideas.storage.following.tables import FollowerRow, FollowerTellingRow

log = structlog.get_logger()

_Due = Select[FollowerTellingRow, FollowerRow]


class TextTellings:
    """Texts, in the words of now: by day, so many to one number and in all.

    Args:
        base: Where the pages are, for the link in each text.
        zone: Whose days and nights are meant.
        most_a_day: So many texts are sent on one day in all.
    """

    def __init__(self, base: str, zone: ZoneInfo, most_a_day: int) -> None:
        self._base, self._zone, self._most_a_day = base.rstrip("/"), zone, most_a_day

    async def next_by_text(self, session: AsyncSession, now: datetime) -> Telling | None:
        """The oldest that is due, kept from other workers until the transaction ends; counted as sent."""
        if await text_counts.sent_on(session, now.date()) >= self._most_a_day:
            return None
        while row := (await session.execute(self._oldest(now))).first():
            waiting, to = row
            next_at = may_be_texted_from(to.texts_sent, now)
            if next_at > now:
                waiting.next_attempt_at = next_at
                await session.flush()
            elif telling := await self._as_telling(session, waiting, followers.as_follower(to)):
                await self._count(session, to, now)
                return telling
            else:
                await self.finish(session, waiting.telling_id, now)
        return None

    async def finish(self, session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
        """It is sent: nothing of it is kept."""
        await follower_tellings.finish(session, telling_id, now, done_by)

    async def postpone(self, session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
        """Note a failed attempt; a number that was refused on three days is erased."""
        await follower_tellings.postpone(session, telling, until, trouble)

    def _oldest(self, now: datetime) -> _Due:
        due = select(FollowerTellingRow, FollowerRow).join(FollowerRow)
        due = due.where(FollowerTellingRow.next_attempt_at <= now, FollowerRow.kind == "phone")
        if is_quiet(now, self._zone):
            due = due.where(FollowerTellingRow.what == "link")
        oldest = due.order_by(FollowerTellingRow.next_attempt_at).limit(1)
        return oldest.with_for_update(of=FollowerTellingRow, skip_locked=True)

    async def _count(self, session: AsyncSession, to: FollowerRow, now: datetime) -> None:
        to.texts_sent = [*to.texts_sent, now][-MOST_TEXTS_A_DAY:]
        if await text_counts.count_sent(session, now.date()) == self._most_a_day:
            log.warning("texts of today are used up", most=self._most_a_day)

    async def _as_telling(self, session: AsyncSession, row: FollowerTellingRow, to: Follower) -> Telling | None:
        link = f"{self._base}{to.page}"
        if row.what == "link":
            things = await followed.of_follower(session, to.follower_id)
            said = text_of_link(things, link, to.language) if things else None
        else:
            changes = await news.changes_told(session, row.telling_id)
            said = text_of_news(changes, link, to.language) if changes else None
        if said is None:
            return None
        return Telling(row.telling_id, "", to.page, to.language, "", said, to.contact, row.made_at, row.attempts)
