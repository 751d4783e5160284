"""Lists of comments, and how many there are."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, TextClause, func, select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.page_rows import Order, page_of
from services.deliberation.domain.comment import Comment, CommentKind, Side
from services.deliberation.domain.queue import Queue
from services.deliberation.storage.comments import as_comment
from services.deliberation.storage.tables import CommentRow

_BY = (CommentRow.said_at, CommentRow.comment_id)
_OLDEST = Order(_BY, updated_at=CommentRow.updated_at)
_NEWEST = Order(_BY, is_descending=True, updated_at=CommentRow.updated_at)
# As their indexes say it: with parameters in place of words the server would not know that it can use them.
_QUEUES: Mapping[Queue, TextClause] = {
    "waiting": sql("state = 'waiting'"),
    "reported": sql("state = 'shown' and reports <> '{}'"),
    "unanswered": sql("kind = 'question' and state = 'shown' and answered_at is null"),
    "hidden": sql("state = 'hidden'"),
}


async def of_subject(
    session: AsyncSession,
    subject_id: UUID,
    kind: CommentKind | None,
    side: Side | None,
    page: Page,
    *,
    is_newest_first: bool,
) -> Found[Comment]:
    """A page of what begins a thread and was shown."""
    rows = select(CommentRow).where(CommentRow.subject_id == subject_id, CommentRow.depth == 0, CommentRow.was_shown)
    rows = rows.where(CommentRow.kind == kind) if kind else rows
    rows = rows.where(CommentRow.side == side) if side else rows
    return await page_of(session, rows, _NEWEST if is_newest_first else _OLDEST, page, as_comment)


async def replies_of(session: AsyncSession, thread_id: UUID, page: Page) -> Found[Comment]:
    """A page of what was shown in reply in the thread, oldest first."""
    rows = select(CommentRow).where(CommentRow.thread_id == thread_id, CommentRow.depth > 0, CommentRow.was_shown)
    return await page_of(session, rows, _OLDEST, page, as_comment)


async def in_queue(session: AsyncSession, queue: Queue, page: Page) -> Found[Comment]:
    """A page of what is in the office's queue, oldest first."""
    rows: Select[Any] = select(CommentRow).where(_QUEUES[queue])
    return await page_of(session, rows, _OLDEST, page, as_comment)


async def counted(session: AsyncSession, subject_id: UUID) -> dict[tuple[str, str], tuple[int, int]]:
    """By kind and side, replies aside: how many are shown, and how many of those are answered."""
    is_shown = CommentRow.state == "shown"
    rows = select(
        CommentRow.kind,
        CommentRow.side,
        func.count().filter(is_shown),
        func.count().filter(is_shown, CommentRow.answered_at.is_not(None)),
    )
    mine = rows.where(CommentRow.subject_id == subject_id, CommentRow.depth == 0)
    found = await session.execute(mine.group_by(CommentRow.kind, CommentRow.side))
    return {(kind, side): (shown, answered) for kind, side, shown, answered in found}


async def refused(session: AsyncSession, subject_id: UUID) -> dict[str, int]:
    """How many comments of the discussion are not shown, by criterion; replies are among them."""
    rows = select(CommentRow.criterion, func.count()).where(
        CommentRow.subject_id == subject_id, CommentRow.state == "hidden"
    )
    return {str(criterion): count for criterion, count in await session.execute(rows.group_by(CommentRow.criterion))}
