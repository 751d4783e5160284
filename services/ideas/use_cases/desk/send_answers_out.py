"""Answers that were kept back go out when their time has come."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.key import Visitor
from libs.shared.platform.running.clerk import Clerk
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Database
from services.ideas.storage import ideas
from services.ideas.storage.desk import kept_back, prepared
from services.ideas.use_cases.desk.prepare_answers import published

log = structlog.get_logger()

_LOOK_AGAIN = timedelta(seconds=5)


def answer_clerk(runtime: Runtime) -> Clerk:
    """The worker that lets answers out, in the order in which they are due."""
    return Clerk(runtime, "answers", _send_one_out, _LOOK_AGAIN)


async def _send_one_out(runtime: Runtime) -> bool:
    return await send_one_out(runtime.database, runtime.clock.now())


async def send_one_out(database: Database, now: datetime) -> bool:
    """Let out the answer that is due first; whether one was due. One that fits no more comes back to its writer."""
    async with database.reading() as session:
        idea_id = await kept_back.first_due(session, now)
    if idea_id is None:
        return False
    try:
        await _send_out(idea_id, database, now)
    except DomainError as refused:
        async with database.transaction(is_shown=False) as tx:
            await ideas.lock(tx.session, idea_id)
            await kept_back.bring_back(tx.session, idea_id, now)
        log.warning("answer came back", idea=str(idea_id), code=refused.code)
    return True


async def _send_out(idea_id: UUID, database: Database, now: datetime) -> None:
    async with database.transaction() as tx:
        about = await ideas.lock(tx.session, idea_id)
        # Somebody may have taken it back, or another worker let it out, while we waited for the idea.
        staff_id = await kept_back.whose_goes_out(tx.session, about, now)
        if staff_id is not None:
            answer = await prepared.get(tx.session, about, staff_id)
            await published(tx, answer, Visitor(answer.roles, staff_id=staff_id), now)
