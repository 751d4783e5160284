"""Whoever texts follows something, says yes to what a form asked, or ends it: a text shows whose telephone it is."""

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
from services.ideas.domain.following.follower import (
    MOST_FOLLOWED,
    UNCONFIRMED_FOR,
    Followed,
    Follower,
    Thing,
    new_secret,
)
from services.ideas.domain.following.text_limits import STOPPED_FOR, mark_of_number
from services.ideas.domain.following.ways import Ways
from services.ideas.storage import contacts, ideas
from services.ideas.storage.following import followed, followers, text_counts
from services.ideas.use_cases.following.keep_following import keep_for_rounds
from services.ideas.use_cases.following.things import all_called, of_idea

Wish = Literal["follow", "yes", "stop"]
State = Literal["followed", "ended", "all_ended", "nothing", "several", "too_many"]


@dataclass(frozen=True, slots=True)
class Texted:
    """What somebody texted: to follow that idea or proposal, or the idea that they suggested last; to say yes; to end.

    ``idea`` is the number of an idea or of a proposal.
    """

    number: str = field(repr=False)
    wish: Wish
    idea: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, and the number of what it was about; ``several`` if an idea and a proposal have that number."""

    state: State
    number: str | None = None


_NOTHING = Outcome("nothing")


async def follow_by_text(texted: Texted, ways: Ways, database: Database, clock: Clock) -> Outcome:
    """What came of the text.

    Raises:
        IdeaIsNotKnown: if there is neither an idea nor a proposal of that number.
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
    wanted = await _wanted(tx.session, texted, contact)
    if len(wanted) != 1:
        return Outcome("several", wanted[0].number) if wanted else _NOTHING
    [thing] = wanted
    new = Follower(new_id(), contact, texted.language, "at_once", new_secret(contact.kind))
    follower = await followers.lock_of_address(tx.session, new, (now + UNCONFIRMED_FOR).date())
    if await followers.count_followed(tx.session, follower.follower_id) < MOST_FOLLOWED:
        await followers.follow(tx.session, follower.follower_id, thing, now)
    things = await followed.of_follower(tx.session, follower.follower_id)
    is_it = [each for each in things if each.about_id == thing.about_id]
    await _say_yes(tx.session, follower, is_it, now)
    return Outcome("followed" if is_it else "too_many", thing.number)


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
    named = {each.about_id for each in await all_called(tx.session, number)} if things else set()
    ended = [each for each in things if each.about_id in named]
    if follower is None or not ended:
        return Outcome("nothing", number)
    for each in ended:
        await followers.end(tx.session, follower.follower_id, each.follow_id)
    if len(things) == len(ended):
        await followers.erase(tx.session, follower.follower_id)
    return Outcome("ended", number)


async def _wanted(session: AsyncSession, texted: Texted, contact: Contact) -> list[Thing]:
    """What has the number that they texted; without one, the idea that they suggested last."""
    if texted.idea is None:
        latest = await contacts.latest_idea_of(session, contact)
        return [of_idea(await ideas.get(session, latest))] if latest else []
    number = read_tracking_number(texted.idea)
    found = await all_called(session, number) if number else []
    if not found:
        raise IdeaIsNotKnown(texted.idea)
    return found
