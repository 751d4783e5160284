"""Sessions of staff: which go on, by the database's clock. A jump of a part's own clock ends none."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
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


async def goes_on(session: AsyncSession, staff_id: UUID, version: int, session_id: UUID | None) -> bool:
    """Whether the account's sessions of this version go on, and this one was not idle too long.

    Tokens of the version before name no session: the account's version and their own end speak for them.
    """
    account = select(StaffRow.staff_id).where(
        StaffRow.staff_id == staff_id, StaffRow.session_version == version, ~StaffRow.is_disabled
    )
    if session_id is not None:
        awake = StaffSessionRow.seen_at > func.now() - IDLE
        account = account.join(StaffSessionRow, StaffSessionRow.staff_id == StaffRow.staff_id)
        account = account.where(StaffSessionRow.session_id == session_id, awake)
    return await session.scalar(account) is not None


async def is_to_be_seen(session: AsyncSession, session_id: UUID) -> bool:
    """Whether nothing was noted of the session for a minute: not every request writes."""
    noted_at = select(StaffSessionRow.seen_at < func.now() - _TO_THE_MINUTE)
    return bool(await session.scalar(noted_at.where(StaffSessionRow.session_id == session_id)))


async def see(session: AsyncSession, session_id: UUID) -> None:
    """Something is done with the session now."""
    seen = update(StaffSessionRow).where(StaffSessionRow.session_id == session_id)
    await session.execute(seen.values(seen_at=func.now()))
