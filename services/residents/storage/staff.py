"""The council's staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import any_, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.version import version_of
from libs.shared.platform.access.staff import Role
from services.residents.domain.errors import StaffIsNotKnown, StaffNameIsTaken
from services.residents.storage.tables import StaffRow


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff, without the password; its version is another one when that was changed, too."""

    staff_id: UUID
    name: str
    roles: list[Role]
    is_disabled: bool
    version: str
    has_second_factor: bool = False


async def employ(session: AsyncSession, name: str, password_hash: str, roles: Sequence[Role]) -> Account:
    """A new account.

    Raises:
        StaffNameIsTaken: if somebody is called so already, in whatever case.
    """
    kept = await employ_unless_known(session, name, password_hash, roles)
    if kept is None:
        raise StaffNameIsTaken(name)
    return kept


async def employ_unless_known(
    session: AsyncSession, name: str, password_hash: str, roles: Sequence[Role]
) -> Account | None:
    """A new account, or None if somebody is called so already."""
    given = {"staff_id": new_id(), "name": name, "password_hash": password_hash, "roles": list(roles)}
    fresh = {"is_disabled": False, "session_version": 0, "trusted_since": func.now(), "has_own_password": False}
    row = insert(StaffRow).values(**given, **fresh).on_conflict_do_nothing().returning(StaffRow)
    kept = await session.scalar(row)
    return account(kept) if kept else None


async def by_name(session: AsyncSession, name: str) -> StaffRow | None:
    """Whoever is called so, in whatever case."""
    return await session.scalar(select(StaffRow).where(func.lower(StaffRow.name) == func.lower(name)))


async def by_id(session: AsyncSession, staff_id: UUID) -> StaffRow:
    """The row of the member of staff, locked until the transaction ends.

    Raises:
        StaffIsNotKnown: if there is none.
    """
    found = await session.scalar(select(StaffRow).where(StaffRow.staff_id == staff_id).with_for_update())
    if found is None:
        raise StaffIsNotKnown(staff_id)
    return found


async def everyone(session: AsyncSession) -> list[Account]:
    """All accounts by name."""
    return [account(row) for row in await session.scalars(select(StaffRow).order_by(func.lower(StaffRow.name)))]


async def active_administrators(session: AsyncSession) -> Sequence[UUID]:
    """Who can administer now; locked, so that two of them cannot dismiss each other at once."""
    found = select(StaffRow.staff_id).where(literal("administrator") == any_(StaffRow.roles), ~StaffRow.is_disabled)
    return (await session.scalars(found.order_by(StaffRow.staff_id).with_for_update())).all()


async def is_empty(session: AsyncSession) -> bool:
    """Whether there is no staff yet."""
    return await session.scalar(select(StaffRow.staff_id).limit(1)) is None


def account(row: StaffRow) -> Account:
    """The row without its password."""
    version = version_of(row.name, row.roles, row.is_disabled, row.password_hash)
    return Account(row.staff_id, row.name, list(row.roles), row.is_disabled, version)  # type: ignore[arg-type] # only roles are stored
