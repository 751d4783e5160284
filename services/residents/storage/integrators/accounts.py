"""Integrators' accounts and their keys."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.platform.access.refusals import KeyHasExpired, KeyIsNotKnown, KeyWasRevoked
from services.residents.domain.integrators.errors import (
    IntegratorIsNotKnown,
    IntegratorKeyIsNotKnown,
    IntegratorNameIsTaken,
)
from services.residents.storage.integrators.tables import IntegratorKeyRow, IntegratorRow

_TO_THE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Account:
    """An integrator with all keys, the latest first."""

    integrator_id: UUID
    name: str
    made_at: datetime
    keys: Sequence[IntegratorKeyRow]


@dataclass(frozen=True, slots=True)
class Holder:
    """A key that opens, and whose it is."""

    key: IntegratorKeyRow
    name: str


async def make(session: AsyncSession, name: str, now: datetime) -> Account:
    """A new account.

    Raises:
        IntegratorNameIsTaken: if one is called so already, in whatever case.
    """
    given = {"integrator_id": new_id(), "name": name, "made_at": now}
    kept = await session.scalar(insert(IntegratorRow).values(**given).on_conflict_do_nothing().returning(IntegratorRow))
    if kept is None:
        raise IntegratorNameIsTaken(name)
    return Account(kept.integrator_id, kept.name, kept.made_at, [])


async def everyone(session: AsyncSession) -> list[Account]:
    """All accounts by name."""
    rows = (await session.scalars(select(IntegratorRow).order_by(func.lower(IntegratorRow.name)))).all()
    latest_first = select(IntegratorKeyRow).order_by(IntegratorKeyRow.made_at.desc(), IntegratorKeyRow.key_id)
    keys = (await session.scalars(latest_first)).all()
    return [
        Account(
            row.integrator_id, row.name, row.made_at, [key for key in keys if key.integrator_id == row.integrator_id]
        )
        for row in rows
    ]


async def demand_known(session: AsyncSession, integrator_id: UUID) -> None:
    """Nothing, if there is the account.

    Raises:
        IntegratorIsNotKnown: if there is none.
    """
    if await session.get(IntegratorRow, integrator_id) is None:
        raise IntegratorIsNotKnown


async def revoke(session: AsyncSession, integrator_id: UUID, key_id: UUID, now: datetime) -> None:
    """The key opens nothing any more. One that was revoked stays as it is.

    Raises:
        IntegratorKeyIsNotKnown: if the account has no such key.
    """
    of_account = IntegratorKeyRow.integrator_id == integrator_id
    revoked_at = func.coalesce(IntegratorKeyRow.revoked_at, now)
    ended = update(IntegratorKeyRow).where(IntegratorKeyRow.key_id == key_id, of_account)
    found = await session.scalar(ended.values(revoked_at=revoked_at).returning(IntegratorKeyRow.key_id))
    if found is None:
        raise IntegratorKeyIsNotKnown


async def scopes_of(session: AsyncSession, integrator_id: UUID, now: datetime) -> list[str]:
    """What any of the account's keys opens now, by name.

    Raises:
        IntegratorIsNotKnown: if there is no such account.
    """
    await demand_known(session, integrator_id)
    is_good = (IntegratorKeyRow.revoked_at.is_(None), IntegratorKeyRow.expires_at > now)
    held = select(IntegratorKeyRow.scopes).where(IntegratorKeyRow.integrator_id == integrator_id, *is_good)
    return sorted({scope for scopes in await session.scalars(held) for scope in scopes})


async def holder_of(session: AsyncSession, key: str, now: datetime) -> Holder:
    """Whose key this is.

    Raises:
        KeyIsRefused: if it opens nothing, with the reason.
    """
    return await _opening(session, IntegratorKeyRow.digest == digest_of(key), now)


async def holder_by_id(session: AsyncSession, key_id: UUID, now: datetime) -> Holder:
    """Whose key the id is of.

    Raises:
        KeyIsRefused: if it opens nothing, with the reason.
    """
    return await _opening(session, IntegratorKeyRow.key_id == key_id, now)


async def own(session: AsyncSession, key_id: UUID) -> Holder:
    """The key that somebody shows, locked until the transaction ends, and whose it is."""
    asked = select(IntegratorKeyRow, IntegratorRow.name).join(
        IntegratorRow, IntegratorRow.integrator_id == IntegratorKeyRow.integrator_id
    )
    locked = asked.where(IntegratorKeyRow.key_id == key_id).with_for_update(of=IntegratorKeyRow)
    key, name = (await session.execute(locked)).one()
    return Holder(key, name)


async def see(session: AsyncSession, key_id: UUID, now: datetime) -> None:
    """The key is used now."""
    await session.execute(update(IntegratorKeyRow).where(IntegratorKeyRow.key_id == key_id).values(used_at=now))


def is_to_be_seen(key: IntegratorKeyRow, now: datetime) -> bool:
    """Whether nothing was noted of the key for a minute: not every request writes."""
    return key.used_at is None or key.used_at < now - _TO_THE_MINUTE


def digest_of(key: str) -> bytes:
    """What is kept of a key. It is random and long, so that it needs neither salt nor time."""
    return hashlib.sha256(key.encode()).digest()


async def _opening(session: AsyncSession, which: ColumnElement[bool], now: datetime) -> Holder:
    asked = select(IntegratorKeyRow, IntegratorRow.name).join(
        IntegratorRow, IntegratorRow.integrator_id == IntegratorKeyRow.integrator_id
    )
    found = (await session.execute(asked.where(which))).first()
    if found is None:
        raise KeyIsNotKnown
    key, name = found
    if key.revoked_at is not None:
        raise KeyWasRevoked
    if key.expires_at <= now:
        raise KeyHasExpired
    return Holder(key, name)
