"""Whoever texts follows an idea, says yes to what a form asked, or ends it: a text shows whose telephone it is."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.tracking_number import read_tracking_number
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.errors import IdeaIsNotKnown
from services.ideas.domain.following.errors import NumberIsNotReached
from services.ideas.domain.following.follower import MOST_FOLLOWED, UNCONFIRMED_FOR, Followed, Follower, new_secret
from services.ideas.domain.following.text_limits import STOPPED_FOR, mark_of_number
from services.ideas.domain.following.ways import Ways
from services.ideas.domain.idea import Idea
from services.ideas.storage import contacts, ideas
from services.ideas.storage.following import followed, followers, text_counts
from services.ideas.use_cases.following.keep_following import keep_for_rounds

Wish = Literal["follow", "yes", "stop"]
State = Literal["followed", "ended", "all_ended", "nothing"]


@dataclass(frozen=True, slots=True)
class Texted:
    """What somebody texted: to follow the idea, or the one that they suggested last; to say yes; to end it, or all."""

    number: str = field(repr=False)
    wish: Wish
    idea: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, and which idea it was about, by its number."""

    state: State
    number: str | None = None


_NOTHING = Outcome("nothing")


async def follow_by_text(texted: Texted, ways: Ways, database: Database, clock: Clock) -> Outcome:
    """What came of the text.

    Raises:
        IdeaIsNotKnown: if there is no idea of that number, and no proposal that was one.
        NoTextsGoOut: if the council sends no texts.
        NumberIsNotReached: if it sends none to such a number.
    """
    if texted.wish == "stop" and not ways.texts:
        return _NOTHING
    try:
        contact = ways.reached(Contact("phone", texted.number))
    except NumberIsNotReached:
        if texted.wish == "stop":
            return _NOTHING
        raise
    mark = await asyncio.to_thread(mark_of_number, contact.address)
    now = clock.now()
    async with database.transaction(is_shown=False) as tx:
        if texted.wish == "stop":
            return await _stopped(tx, texted, contact, mark, now)
        await text_counts.lift(tx.session, mark)
        if texted.wish == "follow":
            return await _follow(tx, texted, contact, now)
        return await _confirm(tx.session, await followers.of_address(tx.session, contact), now)


async def _follow(tx: Transaction, texted: Texted, contact: Contact, now: datetime) -> Outcome:
    idea = await _idea(tx.session, texted, contact)
    if idea is None:
        return _NOTHING
    new = Follower(new_id(), contact, texted.language, "at_once", new_secret(contact.kind))
    follower = await followers.lock_of_address(tx.session, new, (now + UNCONFIRMED_FOR).date())
    if await followers.count_followed(tx.session, follower.follower_id) < MOST_FOLLOWED:
        await followers.follow(tx.session, follower.follower_id, "idea", idea.idea_id, idea.round_id, now)
    things = await followed.of_follower(tx.session, follower.follower_id)
    await _say_yes(tx.session, follower, [each for each in things if each.about_id == idea.idea_id], now)
    return Outcome("followed", idea.number)


async def _confirm(session: AsyncSession, follower: Follower | None, now: datetime) -> Outcome:
    if follower is None:
        return _NOTHING
    things = await followed.of_follower(session, follower.follower_id)
    asked = [each for each in things if not each.is_confirmed]
    await _say_yes(session, follower, asked, now)
    return Outcome("followed", asked[-1].number) if asked else _NOTHING


async def _say_yes(session: AsyncSession, follower: Follower, things: list[Followed], now: datetime) -> None:
    if things:  # no name at all would mean each of them
        await followers.confirm(session, follower.follower_id, [each.follow_id for each in things], now)
        await keep_for_rounds(session, follower, [each.round_id for each in things], now)


async def _stopped(tx: Transaction, texted: Texted, contact: Contact, mark: bytes, now: datetime) -> Outcome:
    follower = await followers.of_address(tx.session, contact)
    number = read_tracking_number(texted.idea or "")
    if number is None:
        await text_counts.stop(tx.session, mark, (now + STOPPED_FOR).date())
        if follower is None:
            return _NOTHING
        await followers.erase(tx.session, follower.follower_id)
        return Outcome("all_ended")
    things = await followed.of_follower(tx.session, follower.follower_id) if follower else []
    idea = await _of_number(tx.session, number) if things else None
    ended = [each for each in things if idea and each.about_id == idea.idea_id]
    if follower is None or not ended:
        return Outcome("nothing", number)
    await followers.end(tx.session, follower.follower_id, ended[0].follow_id)
    if len(things) == 1:
        await followers.erase(tx.session, follower.follower_id)
    return Outcome("ended", number)


async def _idea(session: AsyncSession, texted: Texted, contact: Contact) -> Idea | None:
    """The idea that they named; without a number, the one that they suggested last."""
    if texted.idea is None:
        latest = await contacts.latest_idea_of(session, contact)
        return None if latest is None else await ideas.get(session, latest)
    number = read_tracking_number(texted.idea)
    found = await _of_number(session, number) if number else None
    if found is None:
        raise IdeaIsNotKnown(texted.idea)
    return found


async def _of_number(session: AsyncSession, number: str) -> Idea | None:
    """The idea of that number, or the one that became the proposal of that number."""
    try:
        return await ideas.get(session, number)
    except IdeaIsNotKnown:
        return await ideas.of_proposal_number(session, number)
