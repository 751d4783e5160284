"""Proposals in the database."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.words import IdeaWords
from libs.shared.kernel.key import Key, Lock
from libs.shared.kernel.own_words import OwnWords
from libs.shared.platform.storage.key_rows import key_of, key_values, lock_of
from services.proposals.domain.errors import ProposalIsNotKnown
from services.proposals.domain.proposal import Proposal
from services.proposals.storage.tables import ProposalRow

_FIELDS = [each.name for each in fields(Proposal)]


async def add(session: AsyncSession, new: Proposal, key: Key | Lock | None) -> bool:
    """Store the proposal with what opens it; whether it was, or number, idea or submission has one already."""
    values = asdict(new) | (key_values(key) if key else {})
    stored = insert(ProposalRow).values(values).on_conflict_do_nothing().returning(ProposalRow.proposal_id)
    return await session.scalar(stored) is not None


async def of_submission(session: AsyncSession, submission_hash: bytes) -> tuple[Proposal, Key] | None:
    """The proposal that was sent in under the id with this hash, and its key."""
    row = await session.scalar(select(ProposalRow).where(ProposalRow.submission_hash == submission_hash))
    key = row and key_of(row)
    return (as_proposal(row), key) if row and key else None


async def of_idea(session: AsyncSession, idea_id: UUID) -> UUID | None:
    """The id of the proposal that the idea became."""
    return await session.scalar(select(ProposalRow.proposal_id).where(ProposalRow.idea_id == idea_id))


async def on_paper(session: AsyncSession, poll_id: UUID) -> Sequence[UUID]:
    """The ids of the proposals on the poll's paper."""
    found = select(ProposalRow.proposal_id).where(ProposalRow.poll_id == poll_id)
    return (await session.scalars(found.order_by(ProposalRow.proposal_id))).all()


async def get(session: AsyncSession, which: str | UUID) -> tuple[Proposal, Lock | None]:
    """The proposal of that number or id, and what opens it if somebody holds a key.

    Raises:
        ProposalIsNotKnown: if there is none.
    """
    row = await session.scalar(select(ProposalRow).where(_is(which)))
    if row is None:
        raise ProposalIsNotKnown(str(which))
    return as_proposal(row), lock_of(row)


async def lock(session: AsyncSession, which: str | UUID) -> tuple[Proposal, Lock | None]:
    """As ``get``; others wait until the transaction ends.

    Raises:
        ProposalIsNotKnown: if there is none.
    """
    locked = select(ProposalRow).where(_is(which)).with_for_update().execution_options(populate_existing=True)
    row = await session.scalar(locked)
    if row is None:
        raise ProposalIsNotKnown(str(which))
    return as_proposal(row), lock_of(row)


async def change(session: AsyncSession, proposal_id: UUID, **values: Any) -> None:
    """Store the values that have changed."""
    await session.execute(update(ProposalRow).where(ProposalRow.proposal_id == proposal_id).values(**values))


async def words_of_idea(session: AsyncSession, proposal_id: UUID) -> OwnWords | None:
    """What the idea that the proposal was says, as far as it is known here."""
    kept = await session.scalar(select(ProposalRow.idea_words).where(ProposalRow.proposal_id == proposal_id))
    return IdeaWords.model_validate(kept).as_own_words() if kept else None


async def keep_words_of_idea(session: AsyncSession, proposal_id: UUID, words: OwnWords) -> None:
    """Know what the idea that the proposal was says now."""
    await change(session, proposal_id, idea_words=asdict(words))


def as_proposal(row: ProposalRow) -> Proposal:
    """The row as a proposal."""
    return Proposal(**{name: getattr(row, name) for name in _FIELDS})


def _is(which: str | UUID) -> Any:
    return ProposalRow.proposal_id == which if isinstance(which, UUID) else ProposalRow.number == which
