"""Until when the next step with an idea is in time."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.workflow import State
from libs.shared.kernel.working_days import due_at
from libs.shared.platform.running.settings import Settings
from services.ideas.storage import working_days


async def deadline_of(session: AsyncSession, state: State, since: datetime) -> datetime | None:
    """The last moment that is in time for an idea that stands in the state since then; none without a deadline."""
    if state.working_days is None:
        return None
    calendar = await working_days.get(session)
    # As it comes from the database: the idea's version is the same before and after it was stored.
    return due_at(since, state.working_days, calendar, council_zone()).astimezone(UTC)


@cache
def council_zone() -> ZoneInfo:
    """The council's clock; whoever hears news is given no settings."""
    return ZoneInfo(Settings().time_zone)
