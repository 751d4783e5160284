"""Rows that are kept until a day: what is due is erased from each table in the same way."""

from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, Date, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column


class KeptUntil:
    """What a table holds whose rows are erased on a day."""

    erase_on: Mapped[date] = mapped_column(Date, index=True)


async def erase_due_from(table: type[KeptUntil], session: AsyncSession, today: date) -> int:
    """Erase what is due from the table; how many rows there were."""
    erased = await session.execute(delete(table).where(table.erase_on <= today))
    return cast("CursorResult[Any]", erased).rowcount
