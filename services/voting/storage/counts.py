"""How far counts have come."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.voting.domain.counting.count_progress import Progress
from services.voting.storage.tables import CountRow


async def begin(session: AsyncSession, poll_id: UUID) -> None:
    """A count that waits."""
    fresh = {"stage": "waiting", "done": 0, "of": None, "attempts": 0, "objections": []}
    statement = insert(CountRow).values(poll_id=poll_id, **fresh)
    await session.execute(statement.on_conflict_do_update(index_elements=["poll_id"], set_=fresh))


async def note(session: AsyncSession, poll_id: UUID, progress: Progress) -> None:
    """Store how far the count has come."""
    stands = {"stage": progress.stage, "done": progress.done, "of": progress.of}
    await session.execute(update(CountRow).where(CountRow.poll_id == poll_id).values(**stands))


async def attempt(session: AsyncSession, poll_id: UUID) -> int:
    """Note that it is tried; how often it has been, this time among them."""
    tried = update(CountRow).where(CountRow.poll_id == poll_id).values(attempts=CountRow.attempts + 1)
    return await session.scalar(tried.returning(CountRow.attempts)) or 1


async def object_to(session: AsyncSession, poll_id: UUID, objections: Sequence[str]) -> None:
    """Store what speaks against the count."""
    await session.execute(update(CountRow).where(CountRow.poll_id == poll_id).values(objections=list(objections)))


async def find(session: AsyncSession, poll_id: UUID) -> Progress | None:
    """How far the poll's count has come; None if it never began."""
    row = await session.get(CountRow, poll_id)
    return None if row is None else Progress(row.stage, row.done, row.of, tuple(row.objections))
