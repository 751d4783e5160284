"""An administrator changes a colleague's account."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.access.staff import Role
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.residents.domain.errors import LastAdministratorMustStay
from services.residents.domain.password import demand_strong
from services.residents.storage import staff
from services.residents.storage.passwords import Passwords
from services.residents.storage.staff import Account
from services.residents.storage.tables import StaffRow


@dataclass(frozen=True, slots=True)
class ChangeStaff:
    """What shall be different of an account; None stays as it is."""

    staff_id: UUID
    roles: Sequence[Role] | None = None
    is_disabled: bool | None = None
    password: str | None = field(default=None, repr=False)
    seen: Collection[str] = ()


async def change_staff(command: ChangeStaff, database: Database, passwords: Passwords) -> Account:
    """The account as it is now. Its sessions end at once.

    Raises:
        StaffIsNotKnown: if there is no such account.
        ItHasChanged: if the account is not as it was seen.
        PasswordIsTooWeak: if the password is short or common.
        LastAdministratorMustStay: if nobody could administer any more.
    """
    password_hash = await passwords.hash(command.password) if command.password else None
    async with database.transaction() as tx:
        administrators = await staff.active_administrators(tx.session)
        row = await staff.by_id(tx.session, command.staff_id)
        demand_unchanged(command.seen, staff.account(row).version)
        if command.password:
            demand_strong(command.password, row.name)
        noting.action(_in_the_log(command, row))
        _apply(command, row, password_hash)
        if list(administrators) == [row.staff_id] and not _administers(row):
            raise LastAdministratorMustStay
        return staff.account(row)


def _is_changed(command: ChangeStaff, row: StaffRow) -> bool:
    return bool(_in_the_log(command, row))


def _in_the_log(command: ChangeStaff, row: StaffRow) -> str:
    """What of the account becomes another: ``roles-password-disabled``."""
    changes = {
        "roles": command.roles is not None and set(command.roles) != set(row.roles),
        "password": command.password is not None,
        "disabled": command.is_disabled is True and not row.is_disabled,
        "enabled": command.is_disabled is False and row.is_disabled,
    }
    return "-".join(name for name, is_changed in changes.items() if is_changed)


def _apply(command: ChangeStaff, row: StaffRow, password_hash: str | None) -> None:
    if _is_changed(command, row):
        row.session_version += 1
        row.trusted_since = datetime.now(UTC)
    if command.roles is not None:
        row.roles = list(command.roles)
    if command.is_disabled is not None:
        row.is_disabled = command.is_disabled
    if password_hash is not None:
        row.password_hash = password_hash
        row.has_own_password = False


def _administers(row: StaffRow) -> bool:
    return "administrator" in row.roles and not row.is_disabled
