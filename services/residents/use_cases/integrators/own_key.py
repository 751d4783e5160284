"""Whoever holds a key looks at it, has it replaced, or gives it back; nobody else is needed for that."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.refusals import ScopeIsMissing
from libs.shared.platform.storage.database import Database
from services.residents.domain.integrators.errors import IntegratorKeyWasReplaced
from services.residents.storage.integrators import accounts
from services.residents.storage.integrators.tables import IntegratorKeyRow
from services.residents.use_cases.integrators.keep_accounts import GivenKey, a_new_key, opened_by

log = structlog.get_logger()

OVERLAP = timedelta(hours=24)
"""For so long a replaced key opens, too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows: of which key, and for what. A token may be for less than its key."""

    key_id: UUID
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A key as its holder sees it, and what they are called."""

    row: IntegratorKeyRow
    integrator: str


async def see_own_key(shown: Shown, database: Database) -> OwnKey:
    """The key that is shown, or that the shown token was got for."""
    async with database.reading() as session:
        holder = await accounts.own(session, shown.key_id)
        return OwnKey(holder.key, holder.name)


async def replace_own_key(shown: Shown, database: Database, clock: Clock) -> GivenKey:
    """Another key for the same, which ends when the shown one was to end; that ends within a day.

    Raises:
        ScopeIsMissing: if a token is shown that is for less than its key: it gets no more by this.
        IntegratorKeyWasReplaced: if the shown one has another in its place already, so that there are never three.
    """
    now, key = clock.now(), a_new_key()
    async with database.transaction(is_shown=False, acts=False) as tx:
        former = (await accounts.own(tx.session, shown.key_id)).key
        _demand_whole(shown, former)
        if former.replaced_at is not None:
            raise IntegratorKeyWasReplaced(former.expires_at)
        row = IntegratorKeyRow(
            **opened_by(key, now),
            integrator_id=former.integrator_id,
            name=former.name,
            scopes=former.scopes,
            per_minute=former.per_minute,
            expires_at=former.expires_at,
        )
        tx.session.add(row)
        former.replaced_at, former.expires_at = now, min(former.expires_at, now + OVERLAP)
        await tx.session.flush()
    log.info("integrator replaced a key", integrator=str(row.integrator_id), former=str(shown.key_id))
    return GivenKey(row, key)


async def give_back_own_key(shown: Shown, database: Database, clock: Clock) -> None:
    """The key, and every token that was got for it, opens nothing from now on.

    Raises:
        ScopeIsMissing: as in ``replace_own_key``.
    """
    async with database.transaction(is_shown=False, acts=False) as tx:
        key = (await accounts.own(tx.session, shown.key_id)).key
        _demand_whole(shown, key)
        key.revoked_at = clock.now()
    log.info("integrator gave a key back", integrator=str(key.integrator_id), key_id=str(shown.key_id))


def _demand_whole(shown: Shown, key: IntegratorKeyRow) -> None:
    if lacking := [scope for scope in key.scopes if scope not in shown.scopes]:
        raise ScopeIsMissing(*lacking)
