"""The codes of rehearsals. They stand beside the rolls, so that nothing that is done to a roll finds them."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from services.residents.storage.tables import RehearsalCodeRow


async def count(session: AsyncSession, poll_id: UUID) -> int:
    """How many the rehearsal has."""
    found = select(func.count()).select_from(RehearsalCodeRow).where(RehearsalCodeRow.poll_id == poll_id)
    return await session.scalar(found) or 0


async def add(session: AsyncSession, poll_id: UUID, macs: Mapping[str, bytes]) -> None:
    """Keep the codes' HMACs by number, each with an id of its own to make a pseudonym of."""
    rows = [
        {"poll_id": poll_id, "number": number, "person_id": str(new_id()), "code_mac": mac}
        for number, mac in macs.items()
    ]
    await session.execute(insert(RehearsalCodeRow), rows)


async def forget(session: AsyncSession, poll_id: UUID) -> None:
    """Take all codes of the rehearsal away."""
    await session.execute(delete(RehearsalCodeRow).where(RehearsalCodeRow.poll_id == poll_id))
