"""The teller, the worker of counts: counts the boxes that officers handed over, and says of each what came of it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import structlog

from libs.shared.events.voting import PollCounted
from libs.shared.platform.running import retrying
from libs.shared.platform.storage.database import Database, Transaction
from services.voting.domain.casting.turnout import Turnout
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.count_progress import Progress
from services.voting.domain.counting.differences import differences, options_told, setting_store_by
from services.voting.domain.counting.reached import CellKept, Reached, shares_told
from services.voting.domain.errors import CountCannotBeFinished, CountsDisagree
from services.voting.domain.polls.actors import THE_TELLER
from services.voting.domain.polls.poll import Poll
from services.voting.storage import counts, outcomes, polls, sealed_box, turnouts
from services.voting.use_cases.polls.act_on_poll import ActOnPoll, take_step
from services.voting.use_cases.telling import tell

log = structlog.get_logger()

_LOOK_EVERY = timedelta(seconds=1)
# A process that is killed is no verdict, but one that is killed each time, as for want of memory, will be again.
_ATTEMPTS = 5

Tell = Callable[[Progress], Awaitable[None]]


class Room(Protocol):
    """Where two counts are made, beside everything else that goes on."""

    async def count(self, poll: Poll, ballots: Sequence[tuple[str, int, int]], tell: Tell) -> Published:
        """The outcome that two counts agree on.

        Args:
            poll: The closed poll.
            ballots: Each distinct ballot in its canonical writing, how many people cast it, and for how many it counts.
            tell: Is told now and then how far the count has come.

        Raises:
            CountsDisagree: if they do not.
            CountCannotBeFinished: if counting again would end the same way.
            OSError: if the room was closed in the middle; counting again helps.
        """
        ...


class Teller:
    """A worker that looks every second for boxes to count. Several may run: each box is counted by one."""

    name = "voting.teller"

    def __init__(self, database: Database, room: Room) -> None:
        self._database, self._room = database, room

    async def run(self) -> None:
        """Work until cancelled."""
        await retrying.forever(self._look_and_rest, what=self.name)

    async def _look_and_rest(self) -> None:
        await count_boxes(self._database, self._room)
        await asyncio.sleep(_LOOK_EVERY.total_seconds())


async def count_boxes(database: Database, room: Room) -> None:
    """Count every box that was handed over."""
    async with database.looking() as session:
        waiting = await polls.to_be_counted(session)
    for poll_id in waiting:
        await _count_box(poll_id, database, room)


async def _count_box(poll_id: UUID, database: Database, room: Room) -> None:
    """Count the box, unless somebody else is at it.

    It is one transaction, and the poll's lock is held all the while: killed in the middle, nothing has happened, and
    whoever looks next begins anew. How far it has come is told past it.
    """

    async def note(progress: Progress) -> None:
        async with database.transaction(is_shown=False) as beside:
            await counts.note(beside.session, poll_id, progress)

    async with database.transaction() as tx:
        poll = await polls.lock_to_count(tx.session, poll_id)
        if poll is None:
            return
        try:
            await _demand_another_attempt(poll_id, database)
            outcome = await room.count(poll, await sealed_box.written(tx.session, poll_id), note)
        except CountsDisagree as error:
            await _set_aside(poll, "dispute-count", error.objections, tx)
        except CountCannotBeFinished as error:
            await _set_aside(poll, "give-up-count", [error.why], tx)
        else:
            winners = [project["number"] for project in outcome["projects"] if project["is_funded"]]
            reached = await sealed_box.reached(tx.session, poll_id, winners)
            turnout = await turnouts.find(tx.session, poll_id)
            reached_by = None if poll.is_advice else _told(poll, reached, turnout)
            told = {"reached": reached_by, "differences": await _differ(poll, outcome, turnout, tx)}
            await outcomes.keep(tx.session, poll_id, outcome | told)
            await take_step(poll, ActOnPoll(poll_id, "confirm-count", THE_TELLER), tx)
            tell(poll, tx, PollCounted(poll_id=poll_id, ballots=outcome["ballots"]))


def _told(poll: Poll, reached: dict[CellKept, Reached], turnout: Turnout) -> Published:
    """Whom the outcome reaches. Where ballots count by their channel, nothing is told by channel (see the turnout)."""
    told = shares_told(reached, turnout)
    return told | {"by_channel": []} if poll.terms.weights else told


async def _differ(poll: Poll, outcome: Published, turnout: Turnout, tx: Transaction) -> Published | None:
    """How channels and areas differ in what they set store by, where ballots have marks and all had one paper."""
    if not outcome["agreement"] or poll.papers:
        return None
    numbers = options_told(outcome["agreement"])
    patterns = [setting_store_by(poll, number) for number in numbers]
    told = differences(numbers, await sealed_box.matching(tx.session, poll.poll_id, patterns), turnout)
    if poll.terms.weights:
        told["projects"] = [one | {"by_channel": []} for one in told["projects"]]
    return told


async def _demand_another_attempt(poll_id: UUID, database: Database) -> None:
    async with database.transaction(is_shown=False) as beside:
        attempts = await counts.attempt(beside.session, poll_id)
    if attempts > _ATTEMPTS:
        raise CountCannotBeFinished(f"it was ended from outside {_ATTEMPTS} times, perhaps for want of memory")


async def _set_aside(poll: Poll, action: str, objections: Sequence[str], tx: Transaction) -> None:
    log.error("count set aside", poll_id=str(poll.poll_id), action=action, objections=list(objections))
    await counts.object_to(tx.session, poll.poll_id, objections)
    await take_step(poll, ActOnPoll(poll.poll_id, action, THE_TELLER), tx)
