"""A board: where everything of one kind stands in a round. What the boards of ideas and of proposals have in common."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Computed,
    DateTime,
    Index,
    Integer,
    RowMapping,
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
from libs.shared.platform.storage.page_rows import CHANGED_COUNTED_TO, Order, page_of

T = TypeVar("T")

_IS_TOLD = "title is not null or state in ('rejected', 'appealed', 'upheld')"
"""What was refused is told also if nobody may read it; what nobody has screened or moderated yet is counted alone."""

_BY_NUMBER = (text("length(number)"), "number")


def listed_by(*counted_beside: str) -> tuple[Column[Any] | Index, ...]:
    """What the table of a board needs to be listed: by number, all or those in a state, or of what has changed.

    Words that were public and were taken down are told as such to whoever asks what has changed. The states are counted
    by an index alone, and so is what else is counted beside them, by the columns of these names.
    """
    now = func.clock_timestamp()
    return (
        Column("updated_at", DateTime(timezone=True), nullable=False, server_default=now, onupdate=now, index=True),
        Column("is_taken_down", Boolean, nullable=False, server_default=false()),
        Column("is_told", Boolean, Computed(_IS_TOLD, persisted=True), nullable=False),
        Index("by_number", "round_id", *_BY_NUMBER),
        # As the lists say it: the server does not see that "is_told" alone would mean the same.
        Index("told_by_number", "round_id", *_BY_NUMBER, postgresql_where=text("is_told is true")),
        Index("told_of_state_by_number", "round_id", "state", *_BY_NUMBER, postgresql_where=text("is_told is true")),
        Index("by_state", "round_id", "state", "is_told", *counted_beside),
    )


async def counted(session: AsyncSession, board: Table, round_id: UUID, *beside: str) -> Sequence[RowMapping]:
    """How many there are in the round, by state, by whether they are told, and by the columns named beside them."""
    by = [board.c[name] for name in ("state", "is_told", *beside)]
    counts = select(*by, func.count().label("number")).where(board.c.round_id == round_id)
    return (await session.execute(counts.group_by(*by).order_by(*by))).mappings().all()


def by_state(counts: Sequence[RowMapping]) -> Counter[str]:
    """How many there are in each state, in their order."""
    summed: Counter[str] = Counter()
    for row in counts:
        summed[row["state"]] += row["number"]
    return summed


def is_public(board: Table) -> ColumnElement[bool]:
    """Whether it is told."""
    return board.c.is_told.is_(True)


async def public(
    session: AsyncSession,
    board: Table,
    round_id: UUID,
    state: str | None,
    page: Page,
    counts: Sequence[RowMapping],
    as_item: Callable[[Mapping[str, Any]], T],
) -> Found[T]:
    """A page of what is public in the round, or in one of its states, by number; it was ``counted`` already."""
    told, counted_to = is_public(board), None
    if page.updated_since is not None:
        told, counted_to = or_(told, board.c.is_taken_down), CHANGED_COUNTED_TO
    wanted = select(board).where(board.c.round_id == round_id, told)
    if state is not None:
        wanted = wanted.where(board.c.state == state)
    by = (func.length(board.c.number, type_=Integer), board.c.number)
    order = Order(by, updated_at=board.c.updated_at, counted_to=counted_to)
    names = board.c.keys()
    total = sum(row["number"] for row in counts if row["is_told"] and state in (None, row["state"]))
    return await page_of(session, wanted, order, page, lambda *row: as_item(dict(zip(names, row, strict=True))), total)


async def restate_reason(tx: Transaction, table: Table, about: UUID, standing: str | None) -> None:
    """Say the reason by which something stands where it stands as it is said now, if the board has one."""
    (key,) = table.primary_key
    await tx.session.execute(update(table).where(key == about, table.c.reason.is_not(None)).values(reason=standing))
