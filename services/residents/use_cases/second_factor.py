"""A member of staff sets up a second factor, uses it, takes it away; an administrator takes a colleague's away."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.storage.database import Database
from services.residents.domain import second_factor
from services.residents.domain.second_factor import SecondFactorIsMissing, SecondFactorIsThere, SecondFactorIsYourOwn
from services.residents.storage import how_often, second_factors, staff
from services.residents.storage.tables import SecondFactorRow
from services.residents.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Begun:
    """What an authenticator app is given, this once."""

    secret: str = field(repr=False)
    address: str = field(repr=False)


async def begin_second_factor(staff_id: UUID, database: Database, vault: Vault) -> Begun:
    """A new secret for the account's app. It counts once a code shows that the app has it.

    Raises:
        SecondFactorIsThere: if the account has one.
    """
    secret = second_factor.new_secret()
    async with database.transaction() as tx:
        row = await staff.by_id(tx.session, staff_id)
        await second_factors.begin(tx.session, staff_id, secret, vault.second_factor_key)
        return Begun(secret, second_factor.address_for_apps(secret, row.name))


async def confirm_second_factor(
    staff_id: UUID, typed: str, database: Database, vault: Vault, tried: Attempts, clock: Clock
) -> list[str]:
    """The recovery codes, shown this once. All other sessions of the account end.

    Raises:
        SecondFactorIsMissing: if none was begun.
        SecondFactorIsThere: if it is confirmed already.
        SecondFactorIsWrong: if the code is not the app's.
    """
    async with database.transaction() as tx:
        account = await staff.by_id(tx.session, staff_id)
        row = await second_factors.take(tx.session, staff_id)
        if row.is_confirmed:
            raise SecondFactorIsThere
        await _use(row, typed, vault, tried, clock)
        codes = second_factor.new_recovery_codes()
        row.is_confirmed = True
        row.recovery_macs = [second_factor.mac_of(code, vault.recovery_pepper) for code in codes]
        account.session_version += 1
        return codes


async def drop_second_factor(
    staff_id: UUID, typed: str, database: Database, vault: Vault, tried: Attempts, clock: Clock
) -> None:
    """The account has no second factor any more, and all its sessions end: as for another telephone.

    Raises:
        SecondFactorIsMissing, SecondFactorIsWrong: if there is none, or the code is not one of it.
    """
    async with database.transaction() as tx:
        account = await staff.by_id(tx.session, staff_id)
        await demand_second_factor(tx.session, staff_id, typed, vault, tried, clock)
        await second_factors.forget(tx.session, staff_id)
        account.session_version += 1


async def reset_second_factor(staff_id: UUID, by: UUID, database: Database) -> None:
    """A colleague who lost app and paper begins anew. The account counts as changed by somebody: see certifying.

    Raises:
        SecondFactorIsYourOwn: if somebody tries it for themselves.
        StaffIsNotKnown, SecondFactorIsMissing: if there is no such account, or it has none.
    """
    if staff_id == by:
        raise SecondFactorIsYourOwn
    async with database.transaction() as tx:
        account = await staff.by_id(tx.session, staff_id)
        await second_factors.take(tx.session, staff_id)
        await second_factors.forget(tx.session, staff_id)
        account.session_version += 1
        account.trusted_since = datetime.now(UTC)


async def demand_second_factor(
    session: AsyncSession, staff_id: UUID, typed: str, vault: Vault, tried: Attempts, clock: Clock
) -> None:
    """Nothing, if it is a code of the account's app or a recovery code, each used for the first time.

    Raises:
        SecondFactorIsMissing: if the account has none.
        SecondFactorIsWrong: if it is another code.
        TooManyAttempts: after too many wrong ones; only who has the password comes this far.
    """
    row = await second_factors.take(session, staff_id)
    if not row.is_confirmed:
        raise SecondFactorIsMissing
    await _use(row, typed, vault, tried, clock)


async def _use(row: SecondFactorRow, typed: str, vault: Vault, tried: Attempts, clock: Clock) -> None:
    limits = [Limit(how_often.WRONG_SECOND_FACTORS_OF_AN_ACCOUNT, str(row.staff_id))]
    async with tried.guessing(limits):
        code = second_factor.read(typed)
        if second_factor.is_of_an_app(code):
            secret = second_factors.secret_of(row, vault.second_factor_key)
            row.last_step = second_factor.step_of(code, secret, clock.now(), row.last_step)
        else:
            used = second_factor.mac_of(code, vault.recovery_pepper)
            row.recovery_macs = second_factor.without(row.recovery_macs, used)
