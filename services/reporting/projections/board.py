"""A board: where everything of one kind stands in a round. What the boards of ideas and of proposals have in common."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Index,
    Integer,
    Table,
    false,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Transaction
from libs.shared.platform.storage.page_rows import Order, page_of

T = TypeVar("T")

_TOLD_WITHOUT_WORDS = ("rejected", "appealed", "upheld")
"""States of what was refused: that is told also of what nobody may read."""


def listed_by() -> tuple[Column[Any] | Index, ...]:
    """What the table of a board needs to be listed: by number, or of what has changed.

    Words that were public and were taken down are told as such to whoever asks what has changed.
    """
    now = func.clock_timestamp()
    return (
        Column("updated_at", DateTime(timezone=True), nullable=False, server_default=now, onupdate=now, index=True),
        Column("is_taken_down", Boolean, nullable=False, server_default=false()),
        Index("by_number", "round_id", text("length(number)"), "number"),
    )


async def counted(session: AsyncSession, board: Table, round_id: UUID) -> list[tuple[str, int]]:
    """The states of everything in the round, each with how many there are."""
    state = board.c.state
    counts = select(state, func.count()).where(board.c.round_id == round_id).group_by(state).order_by(state)
    return [(name, number) for name, number in await session.execute(counts)]


def is_public(board: Table) -> ColumnElement[bool]:
    """What is told: what nobody has screened or moderated yet is counted alone."""
    return or_(board.c.title.is_not(None), board.c.state.in_(_TOLD_WITHOUT_WORDS))


async def public(
    session: AsyncSession,
    board: Table,
    round_id: UUID,
    state: str | None,
    page: Page,
    as_item: Callable[[Mapping[str, Any]], T],
) -> Found[T]:
    """A page of what is public in the round, or in one of its states, by number."""
    told = is_public(board)
    if page.updated_since is not None:
        told = or_(told, board.c.is_taken_down)
    wanted = select(board).where(board.c.round_id == round_id, told)
    if state is not None:
        wanted = wanted.where(board.c.state == state)
    order = Order((func.length(board.c.number, type_=Integer), board.c.number), updated_at=board.c.updated_at)
    names = board.c.keys()
    return await page_of(session, wanted, order, page, lambda *row: as_item(dict(zip(names, row, strict=True))))


async def restate_reason(tx: Transaction, table: Table, about: UUID, standing: str | None) -> None:
    """Say the reason by which something stands where it stands as it is said now, if the board has one."""
    (key,) = table.primary_key
    await tx.session.execute(update(table).where(key == about, table.c.reason.is_not(None)).values(reason=standing))
