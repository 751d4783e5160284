"""Set the council's working days; deadlines that have not passed follow them."""

from collections.abc import Collection
from datetime import datetime

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.version import demand_unchanged, version_of
from libs.shared.kernel.working_days import WorkingDays, due_at
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.errors import NoWorkingDayIsLeft
from services.ideas.storage import ideas, workflows, working_days
from services.ideas.use_cases.deadlines import council_zone

_A_WEEK = frozenset(range(1, 8))


async def see_working_days(database: Database) -> WorkingDays:
    """The council's working days."""
    async with database.reading() as session:
        return await working_days.get(session)


async def set_working_days(wanted: WorkingDays, seen: Collection[str], database: Database, clock: Clock) -> WorkingDays:
    """The working days as they are now.

    Raises:
        NoWorkingDayIsLeft: if every day of the week would be weekend.
        ItHasChanged: if they are not as they were seen.
    """
    if wanted.weekend >= _A_WEEK:
        raise NoWorkingDayIsLeft
    async with database.transaction() as tx:
        await workflows.lock(tx.session)
        demand_unchanged(seen, version_of(await working_days.get(tx.session)))
        await working_days.put(tx.session, wanted)
        await _count_anew(tx, wanted, clock.now())
    return wanted


async def _count_anew(tx: Transaction, calendar: WorkingDays, now: datetime) -> None:
    waiting = await ideas.due_after(tx.session, now)
    by_key = await workflows.of_ideas(tx.session, waiting)
    for idea in waiting:
        days = by_key[idea.workflow_key].state(idea.state).working_days
        counted = due_at(idea.state_since, days, calendar, council_zone()) if days else None
        if counted != idea.due_at:
            await ideas.change(tx.session, idea.idea_id, due_at=counted)
