"""The staff's list of those who offered help and wait to hear of it, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.api.paging import ListBody, WantedPage, list_body
from libs.shared.platform.api.telling_bodies import TellingBody
from libs.shared.platform.running.runtime import Runtime, runtime_of
from services.proposals.use_cases.tell_by_hand import TellingState, list_tellings, mark_as_told

router = APIRouter(prefix="/api/proposals/v1/tellings", tags=["tellings"])

Office = Annotated[Staff, Depends(staff_with("moderator", "administrator"))]


@router.get("")
async def some_tellings(
    page: WantedPage, staff: Office, runtime: Annotated[Runtime, Depends(runtime_of)], state: TellingState = "waiting"
) -> ListBody[TellingBody]:
    """What waits for staff to tell, oldest first; what goes out by mail is not among it."""
    found = await list_tellings(state, page, runtime.database, mail_goes_out=runtime.own["mail_goes_out"])
    items = [TellingBody.model_validate(each, from_attributes=True) for each in found.items]
    return list_body(items, found.total, page)


@router.post("/{telling_id}/done", status_code=204)
async def done(telling_id: UUID, staff: Office, runtime: Annotated[Runtime, Depends(runtime_of)]) -> None:
    """It has been told; take it off the list."""
    await mark_as_told(telling_id, staff.staff_id, runtime.database, runtime.clock)
