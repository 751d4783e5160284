"""What may be discussed, in the database."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.deliberation.domain.errors import DiscussionIsNotKnown
from services.deliberation.domain.subject import Subject
from services.deliberation.storage.tables import SubjectRow

_Successor = aliased(SubjectRow)


async def open_up(session: AsyncSession, subject: Subject) -> None:
    """Keep the subject, which is public and can be discussed from now on, whatever was known of it."""
    values = {name: getattr(subject, name) for name in ("subject_id", "kind", "number", "idea_id")}
    open_now: dict[str, Any] = {"is_public": True, "ended": None}
    row = insert(SubjectRow).values(values | open_now)
    await session.execute(row.on_conflict_do_update(index_elements=["subject_id"], set_=open_now))


async def change(session: AsyncSession, subject_id: UUID, **values: Any) -> None:
    """Store what has changed; nothing, if the subject was never public."""
    await session.execute(update(SubjectRow).where(SubjectRow.subject_id == subject_id).values(**values))


async def get(session: AsyncSession, subject_id: UUID) -> Subject:
    """The subject.

    Raises:
        DiscussionIsNotKnown: if there is none.
    """
    return _found((await session.execute(_with_successor([subject_id]))).first(), subject_id)


async def share(session: AsyncSession, subject_id: UUID) -> Subject:
    """The subject, which nobody closes before the transaction ends; others may say something meanwhile.

    Raises:
        DiscussionIsNotKnown: if there is none.
    """
    shared = _with_successor([subject_id]).with_for_update(read=True, of=SubjectRow)
    return _found((await session.execute(shared)).first(), subject_id)


async def known(session: AsyncSession, subject_ids: Collection[UUID]) -> list[Subject]:
    """Those of the subjects that there are."""
    return [_as_subject(*row) for row in await session.execute(_with_successor(subject_ids))]


def _with_successor(subject_ids: Collection[UUID]) -> Select[SubjectRow, UUID]:
    both = select(SubjectRow, _Successor.subject_id)
    joined = both.outerjoin(_Successor, _Successor.idea_id == SubjectRow.subject_id)
    return joined.where(SubjectRow.subject_id.in_(subject_ids))


def _found(row: Any, subject_id: UUID) -> Subject:
    if row is None:
        raise DiscussionIsNotKnown(subject_id)
    return _as_subject(*row)


def _as_subject(known: SubjectRow, goes_on_with: UUID | None) -> Subject:
    return Subject(
        known.subject_id, known.kind, known.number, known.idea_id, known.is_public, known.ended, goes_on_with
    )
