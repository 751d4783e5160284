"""An administrator makes an account for a colleague."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from libs.shared.platform.access.staff import Role
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.residents.domain.password import demand_strong
from services.residents.storage import staff
from services.residents.storage.passwords import Passwords
from services.residents.storage.staff import Account

log = structlog.get_logger()

_SIMPLE_NAME = "admin"
# Source: ASVS 5.0, 6.3.2: no account has one of the names that everybody tries first.
_TRIED_FIRST = frozenset({"admin", "administrator", "root", "sa", "user", "test", "guest", "commonpurse"})
# A small council begins with one person for everything; a count still needs a second one to certify it.
_FIRST_ROLES: list[Role] = ["administrator", "moderator", "data-entry-officer", "returning-officer"]


@dataclass(frozen=True, slots=True)
class EmployStaff:
    """Somebody shall work with the platform, in these roles."""

    name: str
    roles: Sequence[Role]
    password: str = field(repr=False)


async def employ_staff(command: EmployStaff, database: Database, passwords: Passwords) -> Account:
    """The new account.

    Raises:
        PasswordIsTooWeak: if the password is short or common.
        StaffNameIsTaken: if somebody is called so already.
    """
    demand_strong(command.password, command.name)
    password_hash = await passwords.hash(command.password)
    async with database.transaction() as tx:
        made = await staff.employ(tx.session, command.name, password_hash, command.roles)
        noting.on(staff_id=made.staff_id)
        return made


def first_name(wished: str | None, *, is_strict: bool) -> str | None:
    """What the first administrator is to be called; none if it would be a name that everybody tries."""
    if not is_strict:
        return wished or _SIMPLE_NAME
    return wished if wished and wished.casefold() not in _TRIED_FIRST else None


async def employ_first_administrator(
    name: str | None, password: str | None, database: Database, passwords: Passwords
) -> None:
    """Make the first account if there is no staff at all, so that somebody can make the others."""
    async with database.reading() as session:
        if not await staff.is_empty(session):
            return
    if password is None:
        log.warning("there is no staff yet, and COMMONPURSE_ADMIN_PASSWORD is not set: nobody can sign in")
        return
    if name is None:
        log.warning(
            "there is no staff yet, and COMMONPURSE_ADMIN_NAME is none that is hard to guess: nobody can sign in"
        )
        return
    password_hash = await passwords.hash(password)
    async with database.transaction() as tx:
        await staff.employ_unless_known(tx.session, name, password_hash, _FIRST_ROLES)
