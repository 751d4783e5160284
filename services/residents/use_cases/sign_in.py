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
from services.residents.storage.tables import StaffRow
from services.residents.storage.vault import Vault

_LASTS = timedelta(hours=8)
_LONGEST_PAUSE_S = 6.0  # less than the pages wait for an answer


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody claims to be a member of staff."""

    name: str
    password: str = field(repr=False)
    client: str = ""


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

    It ends at once when it is signed out, or when the account is disabled, reset, or given other roles.

    Raises:
        SignInFailed: if name and password do not belong together, or the account is disabled.
        TooManyAttempts: if this client has guessed too often and one more guess is under way.
    """
    limit = Limit(how_often.WRONG_PASSWORDS_OF_A_CLIENT, f"{command.client} {command.name.casefold()}")
    async with tried.slowed(limit, _LONGEST_PAUSE_S), database.reading() as session:
        row = await staff.by_name(session, command.name)
        kept = row.password_hash if row else None
        await session.close()  # a connection must not wait for argon2
        is_right = await passwords.matches(command.password, kept, command.client)
    if not is_right or row is None or row.is_disabled:
        raise SignInFailed
    await tried.give_back([limit])
    return _session(row, vault, clock)


def _session(row: StaffRow, vault: Vault, clock: Clock) -> Session:
    account = staff.account(row)
    expires_at = (clock.now() + _LASTS).replace(microsecond=0)
    claims: dict[str, object] = {"sub": str(account.staff_id), "name": account.name, "roles": list(account.roles)}
    claims |= {"ver": row.session_version, "since": int(row.trusted_since.timestamp())}
    return Session(account, vault.staff_key.sign(claims, expires_at=expires_at), expires_at)
