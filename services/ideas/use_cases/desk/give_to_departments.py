"""Give ideas to those who answer them: departments, or persons, from a list that the council keeps."""

from dataclasses import replace
from uuid import UUID

from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.department import Department
from services.ideas.domain.desk.errors import DepartmentIsNotKnown
from services.ideas.domain.desk.queue import DeskIdea
from services.ideas.storage import ideas
from services.ideas.storage.desk import departments, places, queue
from services.ideas.use_cases.see_idea import number_or_id


async def list_departments(database: Database) -> list[Department]:
    """The whole list, by name."""
    async with database.reading() as session:
        return await departments.everyone(session)


async def add_department(name: str, database: Database) -> Department:
    """A new entry of the list.

    Raises:
        DepartmentNameIsTaken: if another has that name.
    """
    new = Department(new_id(), name)
    async with database.transaction(is_shown=False) as tx:
        await departments.add(tx.session, new)
    return new


async def change_department(
    department_id: UUID, database: Database, *, name: str | None = None, is_closed: bool | None = None
) -> Department:
    """The entry with its new name, or closed, or open again.

    Raises:
        DepartmentIsNotKnown: if there is none.
        DepartmentNameIsTaken: if another has that name.
    """
    async with database.transaction(is_shown=False) as tx:
        found = await departments.get(tx.session, department_id)
        changed = replace(
            found,
            name=found.name if name is None else name,
            is_closed=found.is_closed if is_closed is None else is_closed,
        )
        await departments.change(tx.session, changed)
    return changed


async def give_to_department(idea: str, department_id: UUID | None, database: Database) -> DeskIdea:
    """The idea, which is this department's to answer now; without one, nobody's yet.

    Raises:
        IdeaIsNotKnown: if there is none.
        DepartmentIsNotKnown: if there is no such department, or it is closed.
    """
    async with database.transaction(is_shown=False) as tx:
        found = await ideas.get(tx.session, number_or_id(idea))
        if department_id is not None and (await departments.get(tx.session, department_id)).is_closed:
            raise DepartmentIsNotKnown(department_id)
        await places.give_to(tx.session, found.idea_id, department_id)
        return await queue.one(tx.session, found.idea_id)
