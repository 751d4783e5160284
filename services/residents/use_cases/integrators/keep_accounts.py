"""Administrators make integrators' accounts, give them keys, and take keys back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.access.integrators import KEY_BEGINS, Scope
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.residents.storage.integrators import accounts
from services.residents.storage.integrators.accounts import Account
from services.residents.storage.integrators.tables import IntegratorKeyRow

_BYTES = 32


@dataclass(frozen=True, slots=True)
class GiveKey:
    """An integrator shall have a key for this, so long, with so many requests a minute."""

    integrator_id: UUID
    name: str
    scopes: Sequence[Scope]
    days: int
    per_minute: int


@dataclass(frozen=True, slots=True)
class GivenKey:
    """A new key, and what it says: this once, nobody can read it again."""

    row: IntegratorKeyRow
    key: str


async def make_account(name: str, database: Database, clock: Clock) -> Account:
    """A new account, without keys.

    Raises:
        IntegratorNameIsTaken: if one is called so already.
    """
    async with database.transaction() as tx:
        made = await accounts.make(tx.session, name, clock.now())
        noting.on(integrator_id=made.integrator_id)
        return made


async def list_accounts(database: Database) -> list[Account]:
    """Every account by name, with its keys."""
    async with database.reading() as session:
        return await accounts.everyone(session)


async def scopes_of(integrator_id: UUID, database: Database, clock: Clock) -> list[str]:
    """What any of the account's keys opens now.

    Raises:
        IntegratorIsNotKnown: if there is no such account.
    """
    async with database.reading() as session:
        return await accounts.scopes_of(session, integrator_id, clock.now())


async def give_key(command: GiveKey, database: Database, clock: Clock) -> GivenKey:
    """A new key of the account.

    Raises:
        IntegratorIsNotKnown: if there is no such account.
    """
    key = a_new_key()
    async with database.transaction() as tx:
        await accounts.demand_known(tx.session, command.integrator_id)
        now = clock.now()
        row = IntegratorKeyRow(
            **opened_by(key, now),
            integrator_id=command.integrator_id,
            name=command.name,
            scopes=list(dict.fromkeys(command.scopes)),
            per_minute=command.per_minute,
            expires_at=now + timedelta(days=command.days),
        )
        tx.session.add(row)
        await tx.session.flush()
        noting.on(key_id=row.key_id)
        return GivenKey(row, key)


async def revoke_key(integrator_id: UUID, key_id: UUID, database: Database, clock: Clock) -> None:
    """The key, and every token that was got for it, opens nothing from now on.

    Raises:
        IntegratorKeyIsNotKnown: if the account has no such key.
    """
    async with database.transaction() as tx:
        await accounts.revoke(tx.session, integrator_id, key_id, clock.now())


def a_new_key() -> str:
    """What a key says."""
    return KEY_BEGINS + secrets.token_urlsafe(_BYTES)


def opened_by(key: str, now: datetime) -> dict[str, Any]:
    """The columns of a key that is new: what it is known by, and that nothing has happened to it yet."""
    never = dict.fromkeys(("revoked_at", "replaced_at", "used_at"))
    return {"key_id": new_id(), "digest": accounts.digest_of(key), "made_at": now, **never}
