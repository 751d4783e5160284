"""The clock opens and closes polls, has turnout told, and sees to it that closed boxes lose their pseudonyms."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.running import retrying
from libs.shared.platform.storage.database import Database
from services.voting.domain.believed_time import BelievedTime
from services.voting.domain.polls.actors import CLOCK, THE_CLOCK
from services.voting.domain.polls.workflow import WORKFLOW
from services.voting.storage import polls
from services.voting.use_cases.casting.tell_turnout import tell_turnout
from services.voting.use_cases.polls.act_on_poll import ActOnPoll, act_on_poll
from services.voting.use_cases.polls.destroy_pseudonyms import destroy_pseudonyms

log = structlog.get_logger()

_LOOK_EVERY = timedelta(seconds=1)
_BY_CLOCK = {state: action.name for action in WORKFLOW.actions if CLOCK in action.who for state in action.of}


class ClockHasJumped(OSError):
    """The database's clock is not where it should be, and is not believed for now."""


async def time_of(database: Database) -> datetime:
    """What time it is by the database's clock."""
    async with database.looking() as session:
        return await polls.time_of(session)


class Timekeeper:
    """A worker that looks at the database's clock every second. Several may run: each step happens once.

    Args:
        database: Whose polls, and by whose clock.
        tell: What time it is by that clock.
        ticks: The seconds of a clock that nobody can set.
    """

    name = "voting.timekeeper"

    def __init__(
        self,
        database: Database,
        tell: Callable[[Database], Awaitable[datetime]] = time_of,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._tell, self._ticks = database, tell, ticks
        self._time = BelievedTime()

    async def run(self) -> None:
        """Work until cancelled."""
        await retrying.forever(self._look_and_rest, what=self.name)

    async def look(self) -> None:
        """Do what is due.

        Raises:
            ClockHasJumped: after that, if the database's time is not believed.
        """
        had_jumped = bool(self._time.jump)
        now = self._time.now(await self._tell(self._database), self._ticks())
        await keep_polls_on_time(self._database, now)
        await tell_turnout(self._database, now)
        if self._time.jump:
            if not had_jumped:
                log.error(
                    "the database's clock has jumped; see to its time service", by_s=self._time.jump.total_seconds()
                )
            raise ClockHasJumped
        if had_jumped:
            log.warning("the database's clock is believed again", now=now.isoformat())

    async def _look_and_rest(self) -> None:
        await self.look()
        await asyncio.sleep(_LOOK_EVERY.total_seconds())


async def keep_polls_on_time(database: Database, now: datetime | None = None) -> None:
    """Open and close what is due by then, or by the database's clock; destroy the pseudonyms of what is closed."""
    async with database.looking() as session:
        due = await polls.due(session, now or await polls.time_of(session))
    for poll_id, state in due:
        if state not in _BY_CLOCK:
            await destroy_pseudonyms(poll_id, database)
            continue
        try:
            await act_on_poll(ActOnPoll(poll_id, _BY_CLOCK[state], THE_CLOCK), database)
        except DomainError as error:
            # Somebody was quicker between the two looks.
            log.info("not by the clock", poll_id=str(poll_id), reason=error.code)
