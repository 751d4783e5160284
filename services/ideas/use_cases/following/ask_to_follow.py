"""Somebody asks to hear what becomes of an idea or a proposal, or of the ideas of an area or a round."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.errors import AreaIsNotOfTheRound
from services.ideas.domain.following.errors import NoMoreTextsToday
from services.ideas.domain.following.follower import (
    MOST_FOLLOWED,
    MOST_LINKS_A_DAY,
    UNCONFIRMED_FOR,
    Follower,
    Pace,
    Thing,
    new_secret,
)
from services.ideas.domain.following.text_limits import MOST_ASKED_FOR_A_DAY, mark_of_number
from services.ideas.domain.following.ways import Ways
from services.ideas.storage import rounds
from services.ideas.storage.following import followers, news, text_counts
from services.ideas.use_cases.following.things import idea_called, proposal_called


@dataclass(frozen=True, slots=True)
class AskToFollow:
    """What somebody wants to hear of: an idea or a proposal by its number, else a round or an area of it; and how."""

    contact: Contact
    idea: str | None = None
    proposal: str | None = None
    round_id: UUID | None = None
    area_id: UUID | None = None
    pace: Pace = "at_once"
    language: str = "en"


async def ask_to_follow(command: AskToFollow, ways: Ways, database: Database, clock: Clock) -> None:
    """Send a mail or a text with a link by which whoever reads it says yes; nothing else is told there before.

    A third one a day is the last that somebody's typing can send to an address; the answer is the same for all, and for
    a number that said stop, which gets none.

    Raises:
        NoMailGoesOut: if it is a mail address, and the council sends no mail.
        NoTextsGoOut: if it is a telephone number, and the council sends no texts.
        NumberIsNotReached: if it sends none to such a number.
        NewsGoesOutByMailAlone: if it is a postal address.
        NoMoreTextsToday: if so many were asked for today.
        IdeaIsNotKnown: if there is no such idea.
        ProposalIsNotKnown: if there is no such proposal.
        RoundIsNotKnown: if there is no such round.
        AreaIsNotOfTheRound: if the round lacks the area.
    """
    contact = ways.reached(command.contact)
    mark = await asyncio.to_thread(mark_of_number, contact.address) if contact.kind == "phone" else None
    now = clock.now()
    new = Follower(new_id(), contact, command.language, command.pace, new_secret(contact.kind))
    async with database.transaction(is_shown=False) as tx:
        thing = await _thing(tx, command)
        if mark and await text_counts.has_stopped(tx.session, mark):
            return
        follower = await followers.lock_of_address(tx.session, new, (now + UNCONFIRMED_FOR).date())
        if await followers.count_followed(tx.session, follower.follower_id) < MOST_FOLLOWED:
            await followers.follow(tx.session, follower.follower_id, thing, now)
        await _send_link(tx, follower, now)


async def _thing(tx: Transaction, command: AskToFollow) -> Thing:
    if command.proposal is not None:
        return await proposal_called(tx.session, command.proposal)
    if command.idea is not None or command.round_id is None:
        return await idea_called(tx.session, command.idea or "")
    within = await rounds.get(tx.session, command.round_id)
    if command.area_id is None:
        return Thing("round", within.round_id, within.round_id)
    if not within.has_area(command.area_id):
        raise AreaIsNotOfTheRound(command.area_id)
    return Thing("area", command.area_id, within.round_id)


async def _send_link(tx: Transaction, follower: Follower, now: datetime) -> None:
    if not follower.may_be_sent_a_link(now):
        return
    if follower.contact.kind == "phone":
        is_room = await text_counts.take_asked(tx.session, now.date(), MOST_ASKED_FOR_A_DAY)
        if not is_room:
            raise NoMoreTextsToday
    sent = [*follower.links_sent, now][-MOST_LINKS_A_DAY:]
    await followers.change(tx.session, follower.follower_id, links_sent=sent)
    await news.add_telling(tx.session, new_id(), follower.follower_id, "link", now)
