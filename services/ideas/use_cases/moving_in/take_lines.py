"""The ideas of a file are taken, one after another, as every idea comes in: each with its events, and each once."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import structlog

from libs.shared.kernel.boundary import LocationIsOutsideTheAreas
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.words import Words, words
from libs.shared.platform.running.clerk import Clerk
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.errors import AreaIsNotOfTheRound, OriginIsInTheFuture, RoundIsArchived
from services.ideas.domain.idea import Idea
from services.ideas.domain.moving_in.importing import Unmoved
from services.ideas.storage import ideas
from services.ideas.storage.moving_in import imports
from services.ideas.storage.moving_in.imports import Line
from services.ideas.use_cases.moving_in.wishes import wish_of
from services.ideas.use_cases.suggest_idea import suggested
from services.ideas.use_cases.take_action import TakeAction, moved

log = structlog.get_logger()

_ACCEPT = "accept"
_REFUSED = words("it was refused when it was to be taken")
_WHY: Mapping[type[DomainError], Words] = {
    RoundIsArchived: words("the round was put away meanwhile"),
    AreaIsNotOfTheRound: words("the round has no such area any more"),
    OriginIsInTheFuture: words("the day on which it was suggested has not come yet"),
    LocationIsOutsideTheAreas: words("its place on the map lies outside of the round's areas"),
}
_LOOK_AGAIN = timedelta(seconds=2)
_AT_ONCE = 3
"""While one idea waits for the database others are taken: on a busy machine most of the time goes by in waiting."""


def import_clerk(runtime: Runtime) -> Clerk:
    """The worker that takes the ideas of files that staff have started."""
    return Clerk(runtime, "imports", _take_or_end, _LOOK_AGAIN)


async def _take_or_end(runtime: Runtime) -> bool:
    # Nearly always there is no file, and one statement tells so.
    async with runtime.database.looking() as session:
        if not await imports.are_under_way(session):
            return False
    async with asyncio.TaskGroup() as group:
        taking = [group.create_task(take_one_line(runtime.database, runtime.clock)) for _ in range(_AT_ONCE)]
    if any(task.result() for task in taking):
        return True
    await end_imports(runtime.database, runtime.clock)
    return False


async def take_one_line(database: Database, clock: Clock) -> bool:
    """Take the next idea, of whichever file began first; whether there was one.

    The line goes in the transaction in which its idea comes: whatever breaks off, none is lost and none comes twice.
    """
    line: Line | None = None
    try:
        async with database.transaction() as tx:
            line = await imports.next_line(tx.session)
            if line is not None:
                await _take(tx, line, clock)
    except DomainError as refused:
        if line is not None:
            await _refuse(line, refused, database)
    return line is not None


async def end_imports(database: Database, clock: Clock) -> None:
    """End those of which nothing is left to take."""
    async with database.transaction(is_shown=False) as tx:
        ended = await imports.end_those_without_lines(tx.session, clock.now())
    for import_id in ended:
        log.info("import ended", import_id=str(import_id))


async def _take(tx: Transaction, line: Line, clock: Clock) -> None:
    wish = wish_of(line.wish, line.round_id)
    there = await ideas.of_origin(tx.session, line.round_id, wish.origin) if wish.origin else None
    idea = there or (await suggested(tx, wish, clock))[0]
    if line.is_accepted:
        await _accept(tx, line, idea, clock)
    await imports.taken(tx.session, line.import_id, was_there=there is not None)


async def _accept(tx: Transaction, line: Line, idea: Idea, clock: Clock) -> None:
    """It goes on as it had come there; unless staff have decided here since, or the round's workflow knows no such."""
    by = Visitor(line.roles, staff_id=line.made_by)
    with suppress(DomainError):
        locked = await ideas.lock(tx.session, idea.idea_id)
        if locked.state == "submitted":
            await moved(tx, TakeAction(str(idea.idea_id), _ACCEPT, by, {}), locked, clock.now())


async def _refuse(line: Line, refused: DomainError, database: Database) -> None:
    why = _WHY.get(type(refused), _REFUSED)
    async with database.transaction(is_shown=False) as tx:
        await imports.take_out(tx.session, line)
        await imports.add_unmoved(tx.session, line.import_id, [Unmoved(line.line, "refused", why)])
