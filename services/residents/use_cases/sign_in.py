"""A member of staff signs in."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.residents.domain import second_factor
from services.residents.domain.errors import SignInFailed
from services.residents.domain.second_factor import SecondFactorIsNeeded
from services.residents.storage import how_often, second_factors, staff, staff_sessions
from services.residents.storage.passwords import Passwords
from services.residents.storage.staff import Account
from services.residents.storage.tables import StaffRow
from services.residents.storage.vault import Vault
from services.residents.use_cases.second_factor import demand_second_factor

_LASTS = timedelta(hours=8)
_FIRST_STEPS_LAST = timedelta(minutes=30)
_LONGEST_PAUSE_S = 6.0  # less than the pages wait for an answer


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody claims to be a member of staff. ``code`` is the app's, or a recovery code."""

    name: str
    password: str = field(repr=False)
    client: str = ""
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in member of staff, with the token that proves it.

    If there is something that they must do first, the token is good for that and for nothing else.
    """

    account: Account
    token: str
    expires_at: datetime
    must: list[str]


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What somebody sees of their own account."""

    account: Account
    has_second_factor: bool
    must: list[str]


async def sign_in(
    command: SignIn,
    database: Database,
    vault: Vault,
    passwords: Passwords,
    tried: Attempts,
    clock: Clock,
    *,
    is_strict: bool,
) -> Session:
    """A session of eight hours.

    It ends after an hour in which nothing was done with it, and at once when it is signed out, or when the account is
    disabled, reset, or given other roles.

    Raises:
        SignInFailed: if name and password do not belong together, or the account is disabled.
        SecondFactorIsNeeded: if they do, and no code came with them.
        SecondFactorIsWrong: if the code is wrong, too old, or was used already.
        TooManyAttempts: if this client has guessed too often and one more guess is under way.
    """
    row = await whose_password_it_is(command, database, passwords, tried)
    async with database.transaction() as tx:
        if await second_factors.is_confirmed(tx.session, row.staff_id):
            if not command.code:
                raise SecondFactorIsNeeded
            noting.by(row.staff_id)
            await demand_second_factor(tx.session, row.staff_id, command.code, vault, tried, clock)
    noting.by(row.staff_id)
    return await session_of(row.staff_id, database, vault, clock, is_strict=is_strict)


async def session_of(staff_id: UUID, database: Database, vault: Vault, clock: Clock, *, is_strict: bool) -> Session:
    """A new session of the account, or the token for what comes first."""
    async with database.transaction(is_shown=False, acts=False) as tx:
        row = await staff.by_id(tx.session, staff_id)
        must = _first_steps(row, await second_factors.is_confirmed(tx.session, staff_id), is_strict)
        lasts, key = (_FIRST_STEPS_LAST, vault.first_steps_key) if must else (_LASTS, vault.staff_key)
        expires_at = (clock.now() + lasts).replace(microsecond=0)
        more = {"must": must} if must else {"sid": str(await staff_sessions.begin(tx.session, staff_id))}
    token = key.sign(_claims(row) | more, expires_at=expires_at)
    return Session(staff.account(row), token, expires_at, must)


def _claims(row: StaffRow) -> dict[str, object]:
    account = staff.account(row)
    claims: dict[str, object] = {"sub": str(account.staff_id), "name": account.name, "roles": list(account.roles)}
    return claims | {"ver": row.session_version, "since": int(row.trusted_since.timestamp())}


async def see_own_account(staff_id: UUID, database: Database, *, is_strict: bool) -> OwnAccount:
    """The account, and what comes first for whoever it belongs to."""
    async with database.reading() as session:
        row = await staff.by_id(session, staff_id)
        has_factor = await second_factors.is_confirmed(session, staff_id)
        return OwnAccount(staff.account(row), has_factor, _first_steps(row, has_factor, is_strict))


async def whose_password_it_is(command: SignIn, database: Database, passwords: Passwords, tried: Attempts) -> StaffRow:
    """The account that name and password belong to.

    Raises:
        SignInFailed: if they do not belong together, or the account is disabled.
        TooManyAttempts: if this client has guessed too often and one more guess is under way.
    """
    limit = Limit(how_often.WRONG_PASSWORDS_OF_A_CLIENT, f"{command.client} {command.name.casefold()}")
    async with tried.slowed(limit, _LONGEST_PAUSE_S), database.reading() as session:
        row = await staff.by_name(session, command.name)
        kept = row.password_hash if row else None
        await session.close()  # a connection must not wait for argon2
        is_right = await passwords.matches(command.password, kept, command.client)
    if row and not is_right and await _is_worth_a_line(row, tried):
        noting.by(row.staff_id)
    if row and is_right and row.is_disabled:
        noting.by(row.staff_id)
    if not is_right or row is None or row.is_disabled:
        raise SignInFailed
    await tried.give_back([limit])
    return row


async def _is_worth_a_line(row: StaffRow, tried: Attempts) -> bool:
    """Whether a wrong password for the account goes into the act log: some of many do, so that nobody fills it."""
    limit = Limit(how_often.WRONG_PASSWORDS_IN_THE_LOG, str(row.staff_id))
    await tried.count([limit])
    return tried.made(limit) <= limit.item.amount


def _first_steps(row: StaffRow, has_factor: bool, is_strict: bool) -> list[str]:
    if not is_strict:
        return []
    return second_factor.must(row.roles, has_factor=has_factor, has_own_password=row.has_own_password)
