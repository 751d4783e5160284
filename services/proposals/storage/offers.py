"""Offers in the database."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.key import Key
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.key_rows import key_of, key_values
from libs.shared.platform.storage.page_rows import Order, page_of
from services.proposals.domain.errors import OfferIsNotKnown
from services.proposals.domain.offer import Offer
from services.proposals.storage.tables import OfferRow

_OLDEST = Order((OfferRow.made_at, OfferRow.offer_id), updated_at=OfferRow.updated_at)
_FIELDS = [each.name for each in fields(Offer)]


async def add(session: AsyncSession, new: Offer, key: Key) -> bool:
    """Store the offer; whether it was, or another was sent in under the same id."""
    values = asdict(new) | key_values(key)
    stored = insert(OfferRow).values(values).on_conflict_do_nothing().returning(OfferRow.offer_id)
    return await session.scalar(stored) is not None


async def of_submission(session: AsyncSession, submission_hash: bytes) -> tuple[Offer, Key] | None:
    """The offer that was sent in under the id with this hash, and its key."""
    row = await session.scalar(select(OfferRow).where(OfferRow.submission_hash == submission_hash))
    return None if row is None else _with_key(row)


async def get(session: AsyncSession, offer_id: UUID) -> tuple[Offer, Key]:
    """The offer and its key.

    Raises:
        OfferIsNotKnown: if there is none.
    """
    row = await session.scalar(select(OfferRow).where(OfferRow.offer_id == offer_id))
    if row is None:
        raise OfferIsNotKnown(offer_id)
    return _with_key(row)


async def lock(session: AsyncSession, offer_id: UUID) -> Offer:
    """The offer as it is now; others wait until the transaction ends.

    Raises:
        OfferIsNotKnown: if there is none.
    """
    locked = select(OfferRow).where(OfferRow.offer_id == offer_id).with_for_update()
    row = await session.scalar(locked.execution_options(populate_existing=True))
    if row is None:
        raise OfferIsNotKnown(offer_id)
    return _as_offer(row)


async def of_proposal(session: AsyncSession, proposal_id: UUID, states: Sequence[str], page: Page) -> Found[Offer]:
    """A page of the proposal's offers in the states, oldest first."""
    return await _look(session, page, OfferRow.proposal_id == proposal_id, OfferRow.state.in_(states))


async def in_states(session: AsyncSession, states: Sequence[str], page: Page) -> Found[Offer]:
    """A page of all offers in the states, oldest first."""
    return await _look(session, page, OfferRow.state.in_(states))


async def change(session: AsyncSession, offer_id: UUID, **values: Any) -> None:
    """Store the values that have changed."""
    await session.execute(update(OfferRow).where(OfferRow.offer_id == offer_id).values(**values))


async def _look(session: AsyncSession, page: Page, *conditions: Any) -> Found[Offer]:
    rows = select(OfferRow).where(*conditions)
    return await page_of(session, rows, _OLDEST, page, _as_offer)


def _with_key(row: OfferRow) -> tuple[Offer, Key]:
    key = key_of(row)
    assert key is not None
    return _as_offer(row), key


def _as_offer(row: OfferRow) -> Offer:
    return Offer(**{name: getattr(row, name) for name in _FIELDS})
