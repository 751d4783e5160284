"""Whoever follows sees what they follow by their key, says yes, changes how often they hear of it, and ends it."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.clock import Clock
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.following.errors import FollowerIsNotKnown
from services.ideas.domain.following.follower import Followed, Follower, Pace, as_secret
from services.ideas.domain.following.text_limits import STOPPED_FOR, mark_of_number
from services.ideas.storage import rounds
from services.ideas.storage.following import followed, followers, text_counts


@dataclass(frozen=True, slots=True)
class SeenFollower:
    """Somebody with all that they follow or were asked about."""

    follower: Follower
    things: Sequence[Followed]


async def see_following(key: str, database: Database) -> SeenFollower:
    """What whoever has the key follows.

    Raises:
        FollowerIsNotKnown: if nobody has it.
    """
    async with database.reading() as session:
        secret = as_secret(key)
        found = await followers.of_secret(session, secret) if secret else None
        if found is None:
            raise FollowerIsNotKnown
        return SeenFollower(found, await followed.of_follower(session, found.follower_id))


async def confirm_following(key: str, follow_ids: Sequence[UUID], database: Database, clock: Clock) -> None:
    """They follow those of the things that they were asked about, or all if none is named.

    Raises:
        FollowerIsNotKnown: if nobody has the key.
    """
    now = clock.now()
    async with _theirs(key, database) as (tx, follower):
        of_rounds = await followers.confirm(tx.session, follower.follower_id, follow_ids, now)
        await keep_for_rounds(tx.session, follower, of_rounds, now)


async def keep_for_rounds(session: AsyncSession, follower: Follower, round_ids: Iterable[UUID], now: datetime) -> None:
    """Keep their address as long as one that is given for these rounds today, or longer if that was decided before."""
    for round_id in {*round_ids}:
        within = await rounds.get(session, round_id)
        await followers.keep_until(session, follower.follower_id, within.contacts_end_on(now.date()))


async def change_following(key: str, pace: Pace | None, language: str | None, database: Database) -> None:
    """They are told at another pace or in another language from now on, what waits included.

    Raises:
        FollowerIsNotKnown: if nobody has the key.
    """
    wanted = {name: value for name, value in (("pace", pace), ("language", language)) if value}
    async with _theirs(key, database) as (tx, follower):
        if wanted:
            await followers.change(tx.session, follower.follower_id, **wanted)


async def end_following(key: str, follow_id: UUID | None, database: Database, clock: Clock) -> None:
    """They hear no more of that thing, or of anything if none is named; then nothing is kept of them.

    Whoever hears of nothing by text any more has said stop: no form has them texted again.

    Raises:
        FollowerIsNotKnown: if nobody has the key.
    """
    async with _theirs(key, database) as (tx, follower):
        if follow_id:
            await followers.end(tx.session, follower.follower_id, follow_id)
        if follow_id is None and follower.contact.kind == "phone":
            mark = await asyncio.to_thread(mark_of_number, follower.contact.address)
            await text_counts.stop(tx.session, mark, (clock.now() + STOPPED_FOR).date())
        if follow_id is None or not await followers.count_followed(tx.session, follower.follower_id):
            await followers.erase(tx.session, follower.follower_id)


@asynccontextmanager
async def _theirs(key: str, database: Database) -> AsyncIterator[tuple[Transaction, Follower]]:
    secret = as_secret(key)
    async with database.transaction(is_shown=False) as tx:
        found = await followers.of_secret(tx.session, secret) if secret else None
        if found is None:
            raise FollowerIsNotKnown
        yield tx, found
