"""Staff tell what no mail can: by letter, by phone, or where mail fails."""

from typing import Literal
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.telling import Telling
from libs.shared.platform.storage.database import Database
from services.proposals.storage import tellings

TellingState = Literal["waiting", "sent", "done"]


async def list_tellings(state: TellingState, page: Page, database: Database, *, mail_goes_out: bool) -> Found[Telling]:
    """A page of what waits for staff, or was sent or done already, oldest first."""
    async with database.reading() as session:
        return await tellings.for_staff(session, state, page, mail_goes_out=mail_goes_out)


async def mark_as_told(telling_id: UUID, staff_id: UUID, database: Database, clock: Clock) -> None:
    """Take it off the list.

    Raises:
        TellingIsNotWaiting: if it is not on it.
    """
    async with database.transaction() as tx:
        await tellings.finish(tx.session, telling_id, clock.now(), staff_id)
