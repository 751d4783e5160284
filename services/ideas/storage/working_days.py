"""The council's working days in the database: one calendar for all rounds."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.working_days import WorkingDays
from services.ideas.storage.tables import WorkingDaysRow

_ONLY = 1


async def get(session: AsyncSession) -> WorkingDays:
    """The working days as the council has set them; before it has, all but Saturdays and Sundays."""
    row = await session.get(WorkingDaysRow, _ONLY)
    if row is None:
        return WorkingDays()
    return WorkingDays(frozenset(row.weekend), frozenset(date.fromisoformat(each) for each in row.holidays))


async def put(session: AsyncSession, calendar: WorkingDays) -> None:
    """Store them in place of those before."""
    values = {
        "weekend": sorted(calendar.weekend),
        "holidays": [day.isoformat() for day in sorted(calendar.holidays)],
    }
    row = insert(WorkingDaysRow).values(id=_ONLY, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))
