"""Tell each other about an idea what nobody outside reads."""

from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.note import Note
from services.ideas.domain.desk.queue import Desk
from services.ideas.storage import ideas
from services.ideas.storage.desk import notes
from services.ideas.use_cases.see_idea import number_or_id


async def see_notes(idea: str, database: Database) -> list[Note]:
    """The idea's notes, oldest first.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        return await notes.of_idea(session, (await ideas.get(session, number_or_id(idea))).idea_id)


async def write_note(idea: str, text: str, desk: Desk, database: Database) -> Note:
    """The note, which is erased after a year.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
    """
    async with database.transaction(is_shown=False) as tx:
        about = await ideas.get(tx.session, number_or_id(idea))
        note = Note(new_id(), about.idea_id, desk.staff_id, desk.now, text)
        await notes.add(tx.session, note)
    return note


async def take_note_away(idea: str, note_id: UUID, desk: Desk, database: Database) -> None:
    """Erase a note of one's own.

    Raises:
        IdeaIsNotKnown: if there is no such idea.
        NoteIsNotYours: if there is none, or somebody else wrote it.
    """
    async with database.transaction(is_shown=False) as tx:
        about = await ideas.get(tx.session, number_or_id(idea))
        await notes.take_away(tx.session, about.idea_id, note_id, desk.staff_id)


async def erase_notes(database: Database, clock: Clock) -> int:
    """How many notes were erased because their time is over."""
    async with database.transaction(is_shown=False) as tx:
        return await notes.erase_due(tx.session, clock.now().date())
