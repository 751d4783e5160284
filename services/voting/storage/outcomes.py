"""What counts say."""

from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.voting.storage.tables import OutcomeRow


async def keep(session: AsyncSession, poll_id: UUID, outcome: dict[str, Any]) -> None:
    """Store the outcome of the poll's count."""
    await session.execute(insert(OutcomeRow).values(poll_id=poll_id, outcome=outcome))


async def find(session: AsyncSession, poll_id: UUID) -> dict[str, Any]:
    """The outcome of a counted poll."""
    return (await session.get_one(OutcomeRow, poll_id)).outcome
