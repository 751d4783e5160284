"""What was told of the turnout of each poll."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.voting.domain.casting.turnout import NOTHING_TOLD, Cell, Turnout
from services.voting.storage.ballot_box import partition_of
from services.voting.storage.tables import ActRow, BallotRow, PollRow, TurnoutRow

_AN_HOUR = timedelta(hours=1)
_CELLS = """
    select channel, area_id, count(*) from (
        select distinct on (pseudonym) channel, area_id from {box} where poll_id = :poll_id
        order by pseudonym, turn desc
    ) as in_force group by channel, area_id
"""


async def untold(session: AsyncSession, hour: datetime) -> Sequence[UUID]:
    """The open polls of which nothing was told since that hour, and which were open for a whole hour before it."""
    opened_at = (
        select(func.min(ActRow.at)).where(ActRow.poll_id == PollRow.poll_id, ActRow.state == "open").scalar_subquery()
    )
    open_polls = (
        select(PollRow.poll_id)
        .outerjoin(TurnoutRow, TurnoutRow.poll_id == PollRow.poll_id)
        .where(PollRow.state == "open", opened_at <= hour - _AN_HOUR)
        .where(or_(TurnoutRow.as_of.is_(None), TurnoutRow.as_of < hour))
        .order_by(PollRow.poll_id)
    )
    return (await session.scalars(open_polls)).all()


async def find(session: AsyncSession, poll_id: UUID) -> Turnout:
    """What was told of the poll."""
    row = await session.get(TurnoutRow, poll_id)
    return NOTHING_TOLD if row is None else _read(row.told)


async def keep(session: AsyncSession, poll_id: UUID, as_of: datetime, told: Turnout) -> bool:
    """Store what is told of the poll from now on; whether nobody had told of that time or a later one."""
    columns = {"as_of": as_of, "told": _written(told)}
    adding = insert(TurnoutRow).values(poll_id=poll_id, **columns)
    keeping = adding.on_conflict_do_update(
        index_elements=["poll_id"], set_=columns, where=TurnoutRow.as_of < adding.excluded.as_of
    )
    return await session.scalar(keeping.returning(TurnoutRow.poll_id)) is not None


async def cells_of_open_box(session: AsyncSession, poll_id: UUID) -> dict[Cell, int]:
    """The ballots in force in the poll's box, by channel and area; none if the box was set apart meanwhile."""
    return await _cells(session, poll_id, BallotRow.__tablename__)


async def cells_of_box_set_apart(session: AsyncSession, poll_id: UUID) -> dict[Cell, int]:
    """The ballots in force in the poll's box, by channel and area."""
    return await _cells(session, poll_id, partition_of(poll_id))


async def _cells(session: AsyncSession, poll_id: UUID, box: str) -> dict[Cell, int]:
    found = await session.execute(text(_CELLS.format(box=box)), {"poll_id": poll_id})
    return {(channel, area_id): ballots for channel, area_id, ballots in found}


def _written(told: Turnout) -> dict[str, Any]:
    by_area = {str(area_id or ""): ballots for area_id, ballots in told.by_area.items()}
    return {"ballots": told.ballots, "by_channel": dict(told.by_channel), "by_area": by_area}


def _read(told: dict[str, Any]) -> Turnout:
    by_area = {UUID(area) if area else None: ballots for area, ballots in told["by_area"].items()}
    return Turnout(told["ballots"], told["by_channel"], by_area)
