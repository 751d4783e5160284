"""See the desk: its queue, and how it stands."""

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Database
from services.ideas.domain.desk.queue import Desk, DeskIdea, Figures, WantedAtDesk
from services.ideas.storage import ideas
from services.ideas.storage.desk import queue
from services.ideas.use_cases.see_idea import number_or_id


async def see_queue(wanted: WantedAtDesk, desk: Desk, page: Page, database: Database) -> Found[DeskIdea]:
    """A page of what is wanted of the queue."""
    async with database.reading() as session:
        return await queue.look(session, wanted, desk, page)


async def see_place(idea: str, database: Database) -> DeskIdea:
    """The idea as it lies on the desk.

    Raises:
        IdeaIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        found = await ideas.get(session, number_or_id(idea))
        return await queue.one(session, found.idea_id)


async def see_figures(desk: Desk, database: Database) -> Figures:
    """How the desk stands now."""
    async with database.reading() as session:
        return await queue.figures(session, desk)
