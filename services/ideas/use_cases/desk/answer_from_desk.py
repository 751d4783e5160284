"""Answer from the desk: the answer is kept back for the time that the council has set, and can be taken back in it."""

from collections.abc import Collection
from dataclasses import dataclass

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.answer import PreparedAnswer
from services.ideas.domain.desk.queue import Desk
from services.ideas.domain.desk.taking_back import TimeToTakeBack
from services.ideas.storage import ideas
from services.ideas.storage.desk import kept_back, places, prepared
from services.ideas.use_cases.desk.prepare_answers import prepared_for, preview_action
from services.ideas.use_cases.see_idea import SeenIdea, number_or_id
from services.ideas.use_cases.take_action import TakeAction, demand_no_answer_waits, taken


@dataclass(frozen=True, slots=True)
class Given:
    """What became of an answer: the idea after it, or the answer that is kept back."""

    idea: SeenIdea | None = None
    answer: PreparedAnswer | None = None


async def answer_from_desk(command: TakeAction, desk: Desk, database: Database, clock: Clock) -> Given:
    """The idea after the answer; or the answer, if it is kept back: then nobody outside knows of it yet.

    Raises:
        AnswerIsKeptBack: if the idea is answered already, and that goes out soon.
        AnswerIsPreparedByAnother: if it is to be kept back, and somebody else has prepared one.
        DomainError: whatever ``take_action`` raises.
    """
    async with database.reading() as session:
        time = await kept_back.time_to_take_back(session)
    goes_out_at = time.goes_out_at(command.action, desk.now)
    if goes_out_at is None:
        return Given(idea=await _answered(command, desk, database, clock))
    preview = await preview_action(command, database, clock)
    async with database.transaction(is_shown=False) as tx:
        idea = await demand_no_answer_waits(tx.session, command)
        demand_unchanged(command.seen, version_of(idea))
        await places.let_go(tx.session, idea.idea_id)
        return Given(answer=await prepared_for(tx, idea, command, preview, desk, goes_out_at))


async def _answered(command: TakeAction, desk: Desk, database: Database, clock: Clock) -> SeenIdea:
    async with database.transaction() as tx:
        idea = await demand_no_answer_waits(tx.session, command)
        after = await taken(tx, command, idea, clock.now())
        await prepared.take_away_if_any(tx.session, idea, desk.staff_id)
        return after


async def take_answer_back(idea: str, desk: Desk, database: Database, *, is_anybodys: bool) -> None:
    """The answer does not go out; it waits as one that its writer has prepared, so that no word of it is lost.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        NoAnswerIsKeptBack: if none is kept back, or it is somebody else's and they may take back their own alone.
    """
    async with database.transaction(is_shown=False) as tx:
        about = await ideas.lock(tx.session, number_or_id(idea))
        await kept_back.take_back(tx.session, about, None if is_anybodys else desk.staff_id)


async def see_time_to_take_back(database: Database) -> TimeToTakeBack:
    """How long answers are kept back."""
    async with database.reading() as session:
        return await kept_back.time_to_take_back(session)


async def set_time_to_take_back(wanted: TimeToTakeBack, seen: Collection[str], database: Database) -> TimeToTakeBack:
    """How long answers are kept back from now on; those that are already go out when it was said.

    Raises:
        ItHasChanged: if it is not as it was seen.
    """
    async with database.transaction(is_shown=False) as tx:
        demand_unchanged(seen, version_of(await kept_back.lock_time_to_take_back(tx.session)))
        await kept_back.set_time_to_take_back(tx.session, wanted)
    return wanted
