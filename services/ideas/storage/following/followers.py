"""Followers and what they follow, in the database."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.contact_rows import as_contact, contact_values
from libs.shared.platform.storage.erasing import erase_due_from
from services.ideas.domain.following.follower import Follower, Pace, Thing
from services.ideas.storage.following.tables import FollowerRow, FollowRow, NewsRow


async def lock_of_address(session: AsyncSession, new: Follower, erase_on: date) -> Follower:
    """Whoever follows at the new one's address, the new one if nobody did; others wait for this transaction."""
    values = contact_values(new.contact, erase_on) | {"follower_id": new.follower_id, "language": new.language}
    values |= {"pace": new.pace, "secret": new.secret, "links_sent": [], "texts_sent": []}
    await session.execute(insert(FollowerRow).values(values).on_conflict_do_nothing())
    row = (await session.scalars(select(FollowerRow).where(_is_at(new.contact)).with_for_update())).one()
    return as_follower(row)


async def of_address(session: AsyncSession, contact: Contact) -> Follower | None:
    """Whoever follows at the address; others wait for this transaction."""
    row = await session.scalar(select(FollowerRow).where(_is_at(contact)).with_for_update())
    return None if row is None else as_follower(row)


async def hears_by_text(session: AsyncSession, contact: Contact, idea_id: UUID) -> bool:
    """Whether whoever has the telephone has said that they want to hear of the idea by text."""
    theirs = select(FollowRow.follow_id).join(FollowerRow, FollowerRow.follower_id == FollowRow.follower_id)
    wanted = theirs.where(_is_at(contact), FollowRow.about_id == idea_id, FollowRow.confirmed_at.is_not(None))
    return contact.kind == "phone" and await session.scalar(wanted.limit(1)) is not None


async def of_secret(session: AsyncSession, secret: bytes) -> Follower | None:
    """Whoever has the secret."""
    row = await session.scalar(select(FollowerRow).where(FollowerRow.secret == secret))
    return None if row is None else as_follower(row)


async def change(session: AsyncSession, follower_id: UUID, **values: Any) -> None:
    """Store what has changed of the follower. News that waits is told at the pace of now."""
    await session.execute(update(FollowerRow).where(FollowerRow.follower_id == follower_id).values(**values))
    if pace := values.get("pace"):
        waits = (NewsRow.follower_id == follower_id) & NewsRow.telling_id.is_(None)
        await session.execute(update(NewsRow).where(waits).values(pace=pace))


async def keep_until(session: AsyncSession, follower_id: UUID, day: date) -> None:
    """Erase the address on the day, or later if that was decided before."""
    later = func.greatest(FollowerRow.erase_on, day)
    await session.execute(update(FollowerRow).where(FollowerRow.follower_id == follower_id).values(erase_on=later))


async def follow(session: AsyncSession, follower_id: UUID, thing: Thing, at: datetime) -> None:
    """Note that they are to be asked whether they follow the thing; if they do already it stays so."""
    values: dict[str, object] = {"follow_id": new_id(), "follower_id": follower_id, "about": thing.about}
    values |= {"about_id": thing.about_id, "round_id": thing.round_id, "asked_at": at}
    await session.execute(insert(FollowRow).values(values).on_conflict_do_nothing())


async def count_followed(session: AsyncSession, follower_id: UUID) -> int:
    """How many things they follow, or were asked about."""
    mine = select(func.count()).select_from(FollowRow).where(FollowRow.follower_id == follower_id)
    return await session.scalar(mine) or 0


async def confirm(session: AsyncSession, follower_id: UUID, follow_ids: Sequence[UUID], at: datetime) -> list[UUID]:
    """Note that they follow those of the things, or all if none is named; the rounds that these belong to."""
    asked = update(FollowRow).where(FollowRow.follower_id == follower_id, FollowRow.confirmed_at.is_(None))
    if follow_ids:
        asked = asked.where(FollowRow.follow_id.in_(follow_ids))
    return [*await session.scalars(asked.values(confirmed_at=at).returning(FollowRow.round_id))]


async def end(session: AsyncSession, follower_id: UUID, follow_id: UUID) -> None:
    """They do not follow the thing any more."""
    theirs = (FollowRow.follower_id == follower_id) & (FollowRow.follow_id == follow_id)
    await session.execute(delete(FollowRow).where(theirs))


async def erase(session: AsyncSession, follower_id: UUID) -> None:
    """Erase them with all that they follow, and all that was to be told to them."""
    await session.execute(delete(FollowerRow).where(FollowerRow.follower_id == follower_id))


async def erase_due(session: AsyncSession, today: date, unconfirmed_since: datetime) -> int:
    """Erase addresses whose time is over, and what nobody confirmed in time; how many addresses there were."""
    unanswered = FollowRow.confirmed_at.is_(None) & (FollowRow.asked_at <= unconfirmed_since)
    await session.execute(delete(FollowRow).where(unanswered))
    follows_nothing = ~select(FollowRow.follow_id).where(FollowRow.follower_id == FollowerRow.follower_id).exists()
    idle = cast("CursorResult[Any]", await session.execute(delete(FollowerRow).where(follows_nothing))).rowcount
    return idle + await erase_due_from(FollowerRow, session, today)


async def count_of_ideas(session: AsyncSession, idea_ids: Collection[UUID]) -> int:
    """How many follow one of the ideas themselves: whoever follows several counts once."""
    follow = FollowRow.about_id.in_(idea_ids) & FollowRow.confirmed_at.is_not(None)
    return await session.scalar(select(func.count(FollowRow.follower_id.distinct())).where(follow)) or 0


def _is_at(contact: Contact) -> ColumnElement[bool]:
    return (FollowerRow.kind == contact.kind) & (func.lower(FollowerRow.address) == contact.address.lower())


def as_follower(row: FollowerRow) -> Follower:
    """The row as a follower."""
    contact: Contact = as_contact(row)
    return Follower(row.follower_id, contact, row.language, cast("Pace", row.pace), row.secret, tuple(row.links_sent))
