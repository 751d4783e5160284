"""Notes in the database, until their time is over."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.storage.erasing import erase_due_from
from services.ideas.domain.desk.errors import NoteIsNotYours
from services.ideas.domain.desk.note import Note
from services.ideas.storage.desk.answer_tables import NoteRow


async def of_idea(session: AsyncSession, idea_id: UUID) -> list[Note]:
    """The idea's notes, oldest first."""
    rows = await session.scalars(
        select(NoteRow).where(NoteRow.idea_id == idea_id).order_by(NoteRow.written_at, NoteRow.note_id)
    )
    return [Note(row.note_id, row.idea_id, row.written_by, row.written_at, row.text) for row in rows]


async def add(session: AsyncSession, note: Note) -> None:
    """Keep the note until its day."""
    values = {
        "note_id": note.note_id,
        "idea_id": note.idea_id,
        "written_by": note.written_by,
        "written_at": note.written_at,
        "text": note.text,
        "erase_on": note.erase_on,
    }
    await session.execute(insert(NoteRow).values(values))


async def take_away(session: AsyncSession, idea_id: UUID, note_id: UUID, written_by: UUID) -> None:
    """Erase the note.

    Raises:
        NoteIsNotYours: if they wrote no such note of the idea.
    """
    is_it = (NoteRow.note_id == note_id) & (NoteRow.idea_id == idea_id) & (NoteRow.written_by == written_by)
    if await session.scalar(delete(NoteRow).where(is_it).returning(NoteRow.note_id)) is None:
        raise NoteIsNotYours(note_id)


async def erase_due(session: AsyncSession, today: date) -> int:
    """Erase the notes whose time is over; how many there were."""
    return await erase_due_from(NoteRow, session, today)
