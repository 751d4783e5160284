"""Sessions of staff: which go on, by the database's clock. A jump of a part's own clock ends none."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from services.residents.storage.tables import StaffRow, StaffSessionRow

# Source: NIST SP 800-63B-4, 2.2.3: at most an hour without activity, where there is a second factor.
IDLE = timedelta(hours=1)
_TO_THE_MINUTE = timedelta(minutes=1)


async def begin(session: AsyncSession, staff_id: UUID) -> UUID:
    """A new session. The account, which must have been locked, forgets those that were idle too long."""
    of_account = StaffSessionRow.staff_id == staff_id
    await session.execute(delete(StaffSessionRow).where(of_account, StaffSessionRow.seen_at <= func.now() - IDLE))
    begun = StaffSessionRow(session_id=new_id(), staff_id=staff_id, seen_at=func.now())
    session.add(begun)
    await session.flush()
    return begun.session_id


async def is_to_be_seen(session: AsyncSession, staff_id: UUID, version: int, session_id: UUID | None) -> bool | None:
    """Whether nothing was noted of the session for a minute, as not every request writes; none if it goes on no more.

    It goes on as long as the account's sessions of this version do, and it is not idle too long. Tokens of the version
    before name no session: the account's version and their own end speak for them.
    """
    is_of_account = StaffRow.staff_id == staff_id, StaffRow.session_version == version, ~StaffRow.is_disabled
    if session_id is None:
        return await session.scalar(select(literal(False)).where(*is_of_account))
    noted_at = select(StaffSessionRow.seen_at < func.now() - _TO_THE_MINUTE)
    of_account = noted_at.join(StaffRow, StaffRow.staff_id == StaffSessionRow.staff_id).where(*is_of_account)
    is_awake = StaffSessionRow.seen_at > func.now() - IDLE
    return await session.scalar(of_account.where(StaffSessionRow.session_id == session_id, is_awake))


async def see(session: AsyncSession, session_id: UUID) -> None:
    """Something is done with the session now."""
    seen = update(StaffSessionRow).where(StaffSessionRow.session_id == session_id)
    await session.execute(seen.values(seen_at=func.now()))
