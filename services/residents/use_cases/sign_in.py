"""A member of staff signs in."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.storage.database import Database
from services.residents.domain.errors import SignInFailed
from services.residents.storage import how_often, staff
from services.residents.storage.passwords import Passwords
from services.residents.storage.staff import Account
from services.residents.storage.vault import Vault

_LASTS = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody claims to be a member of staff."""

    name: str
    password: str = field(repr=False)
    client: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in member of staff, with the token that proves it."""

    account: Account
    token: str
    expires_at: datetime


async def sign_in(
    command: SignIn, database: Database, vault: Vault, passwords: Passwords, tried: Attempts, clock: Clock
) -> Session:
    """A session of eight hours.

    The token speaks for itself until then: disabling an account, or new roles, take effect with the next token.

    Raises:
        SignInFailed: if name and password do not belong together, or the account is disabled.
        TooManyAttempts: after too many wrong ones.
    """
    limits = _limits_of(command)
    await tried.check(limits)
    async with database.reading() as session:
        row = await staff.by_name(session, command.name)
    if not await passwords.matches(command.password, row.password_hash if row else None) or row is None:
        await tried.count(limits)
        raise SignInFailed
    if row.is_disabled:
        raise SignInFailed
    return _session(staff.account(row), vault, clock)


def _limits_of(command: SignIn) -> list[Limit]:
    name = command.name.casefold()
    return [
        Limit(how_often.WRONG_PASSWORDS_OF_A_CLIENT, f"{command.client} {name}"),
        Limit(how_often.WRONG_PASSWORDS_FOR_A_NAME, name),
    ]


def _session(account: Account, vault: Vault, clock: Clock) -> Session:
    expires_at = (clock.now() + _LASTS).replace(microsecond=0)
    claims = {"sub": str(account.staff_id), "name": account.name, "roles": list(account.roles)}
    return Session(account, vault.staff_key.sign(claims, expires_at=expires_at), expires_at)
