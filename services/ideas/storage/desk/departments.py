"""The council's list of departments in the database."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.ideas.domain.desk.department import Department
from services.ideas.domain.desk.errors import DepartmentIsNotKnown, DepartmentNameIsTaken
from services.ideas.storage.desk.tables import DepartmentRow


async def everyone(session: AsyncSession) -> list[Department]:
    """The list, by name."""
    rows = await session.scalars(select(DepartmentRow).order_by(DepartmentRow.name, DepartmentRow.department_id))
    return [_as_department(row) for row in rows]


async def get(session: AsyncSession, department_id: UUID) -> Department:
    """The department of that id.

    Raises:
        DepartmentIsNotKnown: if there is none.
    """
    row = await session.get(DepartmentRow, department_id)
    if row is None:
        raise DepartmentIsNotKnown(department_id)
    return _as_department(row)


async def add(session: AsyncSession, new: Department) -> None:
    """Put it on the list.

    Raises:
        DepartmentNameIsTaken: if another has that name.
    """
    values = {"department_id": new.department_id, "name": new.name}
    stored = insert(DepartmentRow).values(values).on_conflict_do_nothing().returning(DepartmentRow.department_id)
    if await session.scalar(stored) is None:
        raise DepartmentNameIsTaken(new.name)


async def change(session: AsyncSession, changed: Department) -> None:
    """Store the department as it is now.

    Raises:
        DepartmentNameIsTaken: if another has that name.
    """
    is_it = update(DepartmentRow).where(DepartmentRow.department_id == changed.department_id)
    try:
        await session.execute(is_it.values(name=changed.name, is_closed=changed.is_closed))
    except IntegrityError:
        raise DepartmentNameIsTaken(changed.name) from None


def _as_department(row: DepartmentRow) -> Department:
    return Department(row.department_id, row.name, row.is_closed)
