"""Comments in the database."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.key import Key
from libs.shared.platform.storage.key_rows import key_of, key_values
from services.deliberation.domain.comment import Comment
from services.deliberation.domain.errors import CommentIsNotKnown
from services.deliberation.storage.tables import CommentRow

_FIELDS = [each.name for each in fields(Comment)]


async def add(session: AsyncSession, new: Comment, key: Key) -> bool:
    """Store the comment; whether it was, or another was sent in under the same id."""
    row = insert(CommentRow).values(asdict(new) | key_values(key))
    stored = row.on_conflict_do_nothing().returning(CommentRow.comment_id)
    return await session.scalar(stored) is not None


async def of_submission(session: AsyncSession, submission_hash: bytes) -> tuple[Comment, Key] | None:
    """The comment that was sent in under the id with this hash, and its key."""
    row = await session.scalar(select(CommentRow).where(CommentRow.submission_hash == submission_hash))
    return None if row is None else _with_key(row)


async def get(session: AsyncSession, comment_id: UUID) -> tuple[Comment, Key]:
    """The comment and its key.

    Raises:
        CommentIsNotKnown: if there is none.
    """
    row = await session.scalar(select(CommentRow).where(CommentRow.comment_id == comment_id))
    if row is None:
        raise CommentIsNotKnown(comment_id)
    return _with_key(row)


async def lock(session: AsyncSession, comment_id: UUID) -> tuple[Comment, Key]:
    """The comment as it is now, and its key; others wait until the transaction ends.

    Raises:
        CommentIsNotKnown: if there is none.
    """
    locked = select(CommentRow).where(CommentRow.comment_id == comment_id).with_for_update()
    row = await session.scalar(locked.execution_options(populate_existing=True))
    if row is None:
        raise CommentIsNotKnown(comment_id)
    return _with_key(row)


async def change(session: AsyncSession, comment_id: UUID, **values: Any) -> None:
    """Store the values that have changed."""
    await session.execute(update(CommentRow).where(CommentRow.comment_id == comment_id).values(**values))


async def replies_in(session: AsyncSession, thread_ids: Sequence[UUID], at_most: int) -> list[Comment]:
    """What was shown in reply in the threads, oldest first, at most so many of them all."""
    rows = select(CommentRow).where(CommentRow.thread_id.in_(thread_ids), CommentRow.depth > 0, CommentRow.was_shown)
    found = await session.scalars(rows.order_by(CommentRow.said_at, CommentRow.comment_id).limit(at_most))
    return [as_comment(row) for row in found]


def as_comment(row: CommentRow) -> Comment:
    """The row as a comment."""
    return Comment(**{name: getattr(row, name) for name in _FIELDS})


def _with_key(row: CommentRow) -> tuple[Comment, Key]:
    key = key_of(row)
    assert key is not None
    return as_comment(row), key
