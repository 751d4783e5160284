"""What is not answered in time goes to the role that its workflow names: once, however often anybody looks."""

from datetime import datetime, timedelta

import structlog

from libs.shared.platform.running.clerk import Clerk
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Database
from libs.shared.platform.watching.metrics import ESCALATIONS
from services.ideas.storage import workflows
from services.ideas.storage.desk import escalations

log = structlog.get_logger()

_LOOK_AGAIN = timedelta(minutes=1)  # deadlines end with a day
_AT_ONCE = 100


def escalation_clerk(runtime: Runtime) -> Clerk:
    """The worker that watches deadlines."""
    return Clerk(runtime, "escalations", _escalate_some, _LOOK_AGAIN)


async def _escalate_some(runtime: Runtime) -> bool:
    return await escalate_some(runtime.database, runtime.clock.now()) == _AT_ONCE


async def escalate_some(database: Database, now: datetime) -> int:
    """How many ideas were found late of which nobody had noted it: those whose workflow names a role went to it."""
    async with database.transaction(is_shown=False) as tx:
        late = await escalations.next_late(tx.session, now, _AT_ONCE)
        by_key = await workflows.of_ideas(tx.session, late)
        told = [(idea, by_key[idea.workflow_key].state(idea.state).escalates_to) for idea in late]
        await escalations.note(tx.session, told, now)
    for idea, role in told:
        if role:
            ESCALATIONS.labels("ideas", role).inc()
            log.warning("idea was not answered in time", idea=str(idea.idea_id), state=idea.state, role=role)
    return len(late)
