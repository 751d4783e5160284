"""Sessions of staff: whether one still goes on, and ending all of an account."""

from uuid import UUID

from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.storage.database import Database
from services.residents.storage import staff


async def demand_going_on(staff_id: UUID, version: int, database: Database) -> None:
    """Nothing, if the account's sessions of this version go on.

    Raises:
        TokenIsNotValid: if they have ended: signed out, disabled, reset, or in other roles now.
    """
    async with database.reading() as session:
        current = await staff.version_of_sessions(session, staff_id)
    if current != version:
        raise TokenIsNotValid("the session has ended")


async def end_sessions(staff_id: UUID, database: Database) -> None:
    """End every session of the account, on whatever device.

    Raises:
        StaffIsNotKnown: if there is no such account.
    """
    async with database.transaction() as tx:
        row = await staff.by_id(tx.session, staff_id)
        row.session_version += 1
