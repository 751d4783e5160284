"""Take an idea in hand, so that no two are at it; put it back, or skip it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.errors import IdeaIsInOtherHands, NothingWaits
from services.ideas.domain.desk.queue import HELD_FOR, SKIPPED_FOR, Desk, DeskIdea, WantedAtDesk
from services.ideas.storage import ideas
from services.ideas.storage.desk import places, queue
from services.ideas.use_cases.see_idea import number_or_id

_MOST_ATTEMPTS = 20


async def take_next(wanted: WantedAtDesk, desk: Desk, database: Database) -> DeskIdea:
    """The first of the queue that nobody is at; it is in the hands of whoever asks from now on, for half an hour.

    Raises:
        NothingWaits: if there is none.
    """
    async with database.transaction(is_shown=False) as tx:
        return await queue.one(tx.session, await _first_taken(tx.session, wanted, desk))


async def _first_taken(session: AsyncSession, wanted: WantedAtDesk, desk: Desk) -> UUID:
    # Whoever was quicker may have taken it after it was found free: then the next is looked for.
    for _ in range(_MOST_ATTEMPTS):
        idea_id = await queue.first_free(session, wanted, desk)
        if idea_id is None:
            break
        if await places.take(session, idea_id, desk, desk.now + HELD_FOR):
            return idea_id
    raise NothingWaits


async def take_in_hand(idea: str, desk: Desk, database: Database) -> DeskIdea:
    """The idea, which is in the hands of whoever asks from now on, for half an hour.

    Raises:
        IdeaIsNotKnown: if there is none.
        IdeaIsInOtherHands: if somebody else is at it.
    """
    async with database.transaction(is_shown=False) as tx:
        found = await ideas.get(tx.session, number_or_id(idea))
        if not await places.take(tx.session, found.idea_id, desk, desk.now + HELD_FOR):
            raise IdeaIsInOtherHands(found.number)
        return await queue.one(tx.session, found.idea_id)


async def put_back(idea: str, desk: Desk, database: Database, *, is_skipped: bool) -> DeskIdea:
    """The idea, which whoever asks is not at any more. If they skip it they are not offered it until tomorrow.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.transaction(is_shown=False) as tx:
        found = await ideas.get(tx.session, number_or_id(idea))
        await places.let_go(tx.session, found.idea_id, desk.staff_id)
        if is_skipped:
            await places.skip(tx.session, found.idea_id, desk.staff_id, desk.now + SKIPPED_FOR)
        return await queue.one(tx.session, found.idea_id)
