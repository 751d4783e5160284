"""Rounds and their areas, as ideas announced them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.residents.domain.errors import RoundIsNotKnown
from services.residents.storage.tables import AreaRow, RoundRow


@dataclass(frozen=True, slots=True)
class AreaOfRound:
    """An area with the areas that it lies in, itself among them."""

    area_id: UUID
    name: str
    lies_in: Sequence[UUID]


async def keep(session: AsyncSession, round_id: UUID, name: str, areas: Sequence[AreaOfRound]) -> None:
    """Store the round and its areas; what was known of them is replaced."""
    round_ = insert(RoundRow).values(round_id=round_id, name=name)
    await session.execute(round_.on_conflict_do_update(index_elements=["round_id"], set_={"name": name}))
    if not areas:
        return
    rows = insert(AreaRow).values(
        [{"area_id": a.area_id, "round_id": round_id, "name": a.name, "lies_in": list(a.lies_in)} for a in areas]
    )
    given = {"name": rows.excluded.name, "lies_in": rows.excluded.lies_in}
    await session.execute(rows.on_conflict_do_update(index_elements=["area_id"], set_=given))


async def demand(session: AsyncSession, round_id: UUID) -> None:
    """Nothing, if the round is known.

    Raises:
        RoundIsNotKnown: if not.
    """
    if await session.scalar(select(RoundRow.round_id).where(RoundRow.round_id == round_id)) is None:
        raise RoundIsNotKnown(round_id)


async def lock(session: AsyncSession, round_id: UUID) -> None:
    """Keep others from changing the round's roll until the transaction ends.

    Raises:
        RoundIsNotKnown: if there is no such round.
    """
    found = select(RoundRow.round_id).where(RoundRow.round_id == round_id).with_for_update()
    if await session.scalar(found) is None:
        raise RoundIsNotKnown(round_id)


async def areas_by_name(session: AsyncSession, round_id: UUID) -> dict[str, UUID]:
    """The ids of the round's areas."""
    found = await session.execute(select(AreaRow).where(AreaRow.round_id == round_id))
    return {area.name: area.area_id for area in found.scalars()}
