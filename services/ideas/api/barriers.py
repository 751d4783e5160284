"""Barriers on the pages over HTTP: reported by anybody, read and answered by staff."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.api.contact_bodies import ContactBody, ShownContact
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.paging import ListBody, WantedPage, list_body
from libs.shared.platform.api.typed import CleanLine, Paragraphs
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.use_cases.report_barrier import (
    ReportBarrier,
    list_barriers,
    mark_barrier_as_answered,
    report_barrier,
)

router = APIRouter(prefix="/api/ideas/v1/barriers", tags=["barriers"])


class NewBarrier(BaseModel):
    """What somebody could not use. The same ``submission_id`` is taken once."""

    words: Paragraphs
    page: Annotated[CleanLine, Field(max_length=500)] | None = None
    contact: ContactBody | None = None
    language: Language = "en"
    submission_id: UUID | None = None

    def command(self) -> ReportBarrier:
        """What is asked for."""
        contact = self.contact.as_contact() if self.contact else None
        return ReportBarrier(self.words, self.page, contact, self.language, self.submission_id)


class BarrierBody(BaseModel):
    """A report as staff see it."""

    barrier_id: UUID
    page: str | None
    words: str
    language: str
    reported_at: datetime
    contact: ShownContact | None


@router.post("", status_code=202, dependencies=[Depends(one_more_submission)])
async def new_barrier(body: NewBarrier, runtime: TheRuntime) -> dict[str, str]:
    """Report a barrier on the pages. Staff see it on their desk; it is erased after a year."""
    await report_barrier(body.command(), runtime.database, runtime.clock)
    return {"state": "waiting"}


@router.get("")
async def some_barriers(page: WantedPage, staff: Office, runtime: TheRuntime) -> ListBody[BarrierBody]:
    """The reports that wait for an answer, oldest first."""
    found = await list_barriers(page, runtime.database)
    items = [BarrierBody.model_validate(each, from_attributes=True) for each in found.items]
    return list_body(items, found, page)


@router.post("/{barrier_id}/done", status_code=204)
async def barrier_done(barrier_id: UUID, staff: Office, runtime: TheRuntime) -> None:
    """It is answered; take it off the list."""
    await mark_barrier_as_answered(barrier_id, staff.staff_id, runtime.database, runtime.clock)
