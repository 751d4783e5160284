"""A board: where everything of one kind stands in a round. What the boards of ideas and of proposals have in common."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.storage.page_rows import page_of

T = TypeVar("T")


async def counted(session: AsyncSession, board: Table, round_id: UUID) -> list[tuple[str, int]]:
    """The states of everything in the round, each with how many there are."""
    state = board.c.state
    counts = select(state, func.count()).where(board.c.round_id == round_id).group_by(state).order_by(state)
    return [(name, number) for name, number in await session.execute(counts)]


def is_public(board: Table) -> ColumnElement[bool]:
    """What is told: what nobody has screened or moderated yet is counted alone."""
    return or_(board.c.title.is_not(None), board.c.state == "rejected")


async def public(
    session: AsyncSession,
    board: Table,
    round_id: UUID,
    state: str | None,
    page: Page,
    as_item: Callable[[Mapping[str, Any]], T],
) -> Found[T]:
    """A page of what is public in the round, or in one of its states, by number."""
    told = select(board).where(board.c.round_id == round_id, is_public(board))
    if state is not None:
        told = told.where(board.c.state == state)
    by_number = told.order_by(func.length(board.c.number), board.c.number)
    return await page_of(session, by_number, page, lambda *row: as_item(dict(zip(board.c.keys(), row, strict=True))))


async def restate_reason(tx: Transaction, table: Table, about: UUID, standing: str | None) -> None:
    """Say the reason by which something stands where it stands as it is said now, if the board has one."""
    (key,) = table.primary_key
    await tx.session.execute(update(table).where(key == about, table.c.reason.is_not(None)).values(reason=standing))
