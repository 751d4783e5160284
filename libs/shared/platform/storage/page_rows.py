"""Pages in the database: one page of what a query finds, and how many there are in all."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


async def page_of(session: AsyncSession, wanted: Select[*Ts], page: Page, as_item: Callable[[*Ts], T]) -> Found[T]:
    """The page of the rows in their order, each as the item that is made of its columns."""
    total = await session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    rows = await session.execute(wanted.limit(page.size).offset(page.offset))
    return Found([as_item(*row) for row in rows], total)
