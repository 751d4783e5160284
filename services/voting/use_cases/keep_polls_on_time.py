"""The clock opens and closes polls, and sees to it that closed boxes lose their pseudonyms."""

import asyncio
from datetime import timedelta

import structlog

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.running import retrying
from libs.shared.platform.storage.database import Database
from services.voting.domain.actors import CLOCK, THE_CLOCK
from services.voting.domain.workflow import WORKFLOW
from services.voting.storage import polls
from services.voting.use_cases.act_on_poll import ActOnPoll, act_on_poll
from services.voting.use_cases.destroy_pseudonyms import destroy_pseudonyms

log = structlog.get_logger()

_LOOK_EVERY = timedelta(seconds=1)
_BY_CLOCK = {state: action.name for action in WORKFLOW.actions if CLOCK in action.who for state in action.of}


class Timekeeper:
    """A worker that looks at the database's clock every second. Several may run: each step happens once."""

    name = "voting.timekeeper"

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Work until cancelled."""
        await retrying.forever(self._look_and_rest, what=self.name)

    async def _look_and_rest(self) -> None:
        await keep_polls_on_time(self._database)
        await asyncio.sleep(_LOOK_EVERY.total_seconds())


async def keep_polls_on_time(database: Database) -> None:
    """Open and close what is due by the database's clock, and destroy the pseudonyms of what is closed."""
    async with database.reading() as session:
        due = await polls.due(session)
    for poll_id, state in due:
        if state not in _BY_CLOCK:
            await destroy_pseudonyms(poll_id, database)
            continue
        try:
            await act_on_poll(ActOnPoll(poll_id, _BY_CLOCK[state], THE_CLOCK), database)
        except DomainError as error:
            # Somebody was quicker between the two looks.
            log.info("not by the clock", poll_id=str(poll_id), reason=error.code)
