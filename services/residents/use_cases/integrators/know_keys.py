"""Whose key or token was shown, and tokens for keys (OAuth 2, client credentials: RFC 6749, 4.4)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.access.integrators import A_KEY, A_TOKEN, TOKEN_BEGINS
from libs.shared.platform.access.refusals import KeyHasExpired, KeyIsMalformed, KeyIsNotKnown, ScopeIsMissing
from libs.shared.platform.access.tokens import TokenIsNotOurs, TokenIsNotValid
from libs.shared.platform.storage.database import Database
from services.residents.storage import how_often
from services.residents.storage.integrators import accounts
from services.residents.storage.integrators.accounts import Holder
from services.residents.storage.vault import Vault

_LASTS = timedelta(minutes=15)
_LONGEST_PAUSE_S = 6.0  # less than the pages wait for an answer


@dataclass(frozen=True, slots=True)
class Known:
    """Whose key it is, and what it is for: a token may be for less than its key."""

    integrator_id: UUID
    name: str
    key_id: UUID
    scopes: list[str]
    per_minute: int


@dataclass(frozen=True, slots=True)
class Token:
    """A token for a key, which ends with it."""

    token: str
    lasts_s: int
    scopes: list[str]


async def know_key(shown: str, database: Database, vault: Vault, clock: Clock) -> Known:
    """Whose key or token it is. That it was used is noted, to the minute.

    Raises:
        KeyIsRefused: if it opens nothing, with the reason.
    """
    now = clock.now()
    async with database.reading() as session:
        if A_KEY.fullmatch(shown):
            holder, scopes = await accounts.holder_of(session, shown, now), None
        else:
            key_id, scopes = _of_token(shown, vault, now)
            holder = await accounts.holder_by_id(session, key_id, now)
        found = _known(holder, scopes)
        is_to_be_seen = accounts.is_to_be_seen(holder.key, now)
    if is_to_be_seen:
        async with database.transaction(is_shown=False, acts=False) as tx:
            await accounts.see(tx.session, found.key_id, now)
    return found


@dataclass(frozen=True, slots=True)
class AskForToken:
    """Somebody claims to be an integrator, and wants a token for so much; for all that the key is for if nothing."""

    client_id: str
    key: str = field(repr=False)
    wanted: list[str]
    client: str
    """Whence it is asked, as limits know it."""


async def token_for(ask: AskForToken, database: Database, vault: Vault, tried: Attempts, clock: Clock) -> Token:
    """A token for the key, which must be of this account.

    Raises:
        KeyIsRefused: if the key opens nothing, or is not for what is wanted.
        TooManyAttempts: if this client has guessed too often and one more guess is under way.
    """
    known, client_id, wanted = await _known_client(ask, database, vault, tried, clock), ask.client_id, ask.wanted
    if lacking := [scope for scope in wanted if scope not in known.scopes]:
        raise ScopeIsMissing(*lacking)
    scopes = wanted or known.scopes
    claims = {"sub": client_id, "key": str(known.key_id), "scope": " ".join(scopes)}
    signed = vault.integrator_key.sign(claims, expires_at=clock.now() + _LASTS)
    return Token(TOKEN_BEGINS + signed, int(_LASTS.total_seconds()), scopes)


async def _known_client(ask: AskForToken, database: Database, vault: Vault, tried: Attempts, clock: Clock) -> Known:
    limit = Limit(how_often.WRONG_KEYS_OF_A_CLIENT, f"{ask.client} {ask.client_id}")
    async with tried.slowed(limit, _LONGEST_PAUSE_S):
        if not A_KEY.fullmatch(ask.key):
            raise KeyIsMalformed
        known = await know_key(ask.key, database, vault, clock)
        if ask.client_id != str(known.integrator_id):
            raise KeyIsNotKnown
    await tried.give_back([limit])
    return known


def _of_token(shown: str, vault: Vault, now: datetime) -> tuple[UUID, list[str]]:
    if not A_TOKEN.fullmatch(shown):
        raise KeyIsMalformed
    try:
        claims = vault.integrator_key.claims_of(shown.removeprefix(TOKEN_BEGINS), now)
    except TokenIsNotOurs:
        raise KeyIsNotKnown from None
    except TokenIsNotValid as error:
        raise (KeyHasExpired if "expired" in str(error) else KeyIsMalformed) from None
    return UUID(claims["key"]), str(claims["scope"]).split()


def _known(holder: Holder, scopes: list[str] | None) -> Known:
    key = holder.key
    held = [scope for scope in key.scopes if scopes is None or scope in scopes]
    return Known(key.integrator_id, holder.name, key.key_id, held, key.per_minute)
