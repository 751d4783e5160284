"""The council's working days over HTTP."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from libs.shared.kernel.version import version_of
from libs.shared.kernel.working_days import WorkingDays
from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.typed import WHOLE
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.use_cases.set_working_days import see_working_days, set_working_days

router = APIRouter(prefix="/api/ideas/v1/working-days", tags=["workflows"])

_DayOfTheWeek = Annotated[int, Field(ge=1, le=7, strict=True), WHOLE]


class NewWorkingDays(BaseModel):
    """The days of the week that are no working days, Monday is 1 and Sunday 7, and the public holidays."""

    model_config = ConfigDict(extra="forbid")

    weekend: Annotated[list[_DayOfTheWeek], Field(max_length=7)]
    holidays: Annotated[list[date], Field(max_length=500)]

    def calendar(self) -> WorkingDays:
        """The calendar that is asked for."""
        return WorkingDays(frozenset(self.weekend), frozenset(self.holidays))


class WorkingDaysBody(BaseModel):
    """The calendar by which deadlines are counted. Send its ``version`` as ``If-Match`` with a change."""

    version: str
    weekend: list[int]
    holidays: list[date]

    @classmethod
    def of(cls, calendar: WorkingDays) -> Self:
        """The calendar as a body."""
        return cls(version=version_of(calendar), weekend=sorted(calendar.weekend), holidays=sorted(calendar.holidays))


@router.get("")
async def working_days(database: TheDatabase) -> WorkingDaysBody:
    """The council's working days: those that are neither of the weekend nor public holidays."""
    return WorkingDaysBody.of(await see_working_days(database))


@router.put("", dependencies=[Depends(staff_with("administrator"))])
async def wanted_working_days(body: NewWorkingDays, seen: SeenVersions, runtime: TheRuntime) -> WorkingDaysBody:
    """Set the council's working days. Deadlines of ideas that have not passed are counted anew."""
    return WorkingDaysBody.of(await set_working_days(body.calendar(), seen, runtime.database, runtime.clock))
