"""The staff's list of news that no mail can tell: they do it by letter, by phone, or where mail fails."""

from datetime import datetime
from typing import Annotated, Literal, Protocol
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.telling import Telling
from libs.shared.platform.access.staff import Staff, staff_with
from libs.shared.platform.api.paging import ListBody, WantedPage, list_body
from libs.shared.platform.api.telling_bodies import TellingBody
from libs.shared.platform.running.runtime import Runtime, runtime_of

TellingState = Literal["waiting", "sent", "done"]
Office = Annotated[Staff, Depends(staff_with("moderator", "administrator"))]
TheRuntime = Annotated[Runtime, Depends(runtime_of)]


class TellingsByHand(Protocol):
    """Where a service keeps what staff tell."""

    async def for_staff(
        self, session: AsyncSession, state: TellingState, page: Page, *, mail_goes_out: bool
    ) -> Found[Telling]:
        """A page of what waits for staff, or was sent or done already, oldest first."""
        ...

    async def finish(self, session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
        """Mark it as done by a person.

        Raises:
            TellingIsNotWaiting: if it is not on the list.
        """
        ...


def router(service: str, tellings: TellingsByHand) -> APIRouter:
    """Routes to look at the service's list and to take something off it. ``runtime.own`` says if ``mail_goes_out``."""
    routes = APIRouter(prefix=f"/api/{service}/v1/tellings", tags=["tellings"])

    @routes.get("")
    async def some_tellings(
        page: WantedPage, staff: Office, runtime: TheRuntime, state: TellingState = "waiting"
    ) -> ListBody[TellingBody]:
        """What waits for staff to tell, oldest first; what goes out by mail is not among it."""
        async with runtime.database.reading() as session:
            found = await tellings.for_staff(session, state, page, mail_goes_out=runtime.own["mail_goes_out"])
        items = [TellingBody.model_validate(each, from_attributes=True) for each in found.items]
        return list_body(items, found, page)

    @routes.post("/{telling_id}/done", status_code=204)
    async def telling_done(telling_id: UUID, staff: Office, runtime: TheRuntime) -> None:
        """It has been told; take it off the list."""
        async with runtime.database.transaction() as tx:
            await tellings.finish(tx.session, telling_id, runtime.clock.now(), staff.staff_id)

    return routes
