"""Files that were read and wait until somebody has looked at the difference."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from services.residents.domain.roll import Person
from services.residents.domain.roll_errors import (
    RollImportIsNotKnown,
)
from services.residents.storage.tables import WaitingRollRow


async def keep(session: AsyncSession, round_id: UUID, people: Sequence[Person]) -> UUID:
    """Let the people of a file wait, in place of any other file of the round; the import's id."""
    given = {
        "import_id": new_id(),
        "numbers": [person.number for person in people],
        "areas": [person.area_id for person in people],
        "lines": [person.line for person in people],
    }
    row = insert(WaitingRollRow).values(round_id=round_id, **given)
    await session.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=given))
    return given["import_id"]  # type: ignore[return-value] # the dict's values are of several types


async def people_of(session: AsyncSession, round_id: UUID, import_id: UUID) -> list[Person]:
    """The people of the file that waits.

    Raises:
        RollImportIsNotKnown: if it does not wait any more.
    """
    found = select(WaitingRollRow).where(WaitingRollRow.round_id == round_id, WaitingRollRow.import_id == import_id)
    row = await session.scalar(found)
    if row is None:
        raise RollImportIsNotKnown
    return [Person(*each) for each in zip(row.numbers, row.areas, row.lines, strict=True)]


async def forget(session: AsyncSession, round_id: UUID) -> None:
    """Forget the file that waits, if one does."""
    await session.execute(delete(WaitingRollRow).where(WaitingRollRow.round_id == round_id))
