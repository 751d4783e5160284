"""Sessions of staff: whether one still goes on, and ending all of an account."""

from uuid import UUID

from libs.shared.platform.access.tokens import TokenIsNotValid
from libs.shared.platform.storage.database import Database
from services.residents.storage import staff, staff_sessions


async def demand_going_on(staff_id: UUID, version: int, session_id: UUID | None, database: Database) -> None:
    """Nothing, if the session goes on: the account's sessions of this version do, and this one is not idle.

    Raises:
        TokenIsNotValid: if it has ended: signed out, disabled, reset, in other roles now, or idle for an hour.
    """
    async with database.looking() as session:
        is_to_be_seen = await staff_sessions.is_to_be_seen(session, staff_id, version, session_id)
    if is_to_be_seen is None:
        raise TokenIsNotValid("the session has ended")
    if session_id is not None and is_to_be_seen:
        async with database.transaction(is_shown=False, acts=False) as tx:
            await staff_sessions.see(tx.session, session_id)


async def end_sessions(staff_id: UUID, database: Database) -> None:
    """End every session of the account, on whatever device.

    Raises:
        StaffIsNotKnown: if there is no such account.
    """
    async with database.transaction() as tx:
        row = await staff.by_id(tx.session, staff_id)
        row.session_version += 1
