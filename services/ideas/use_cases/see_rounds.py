"""See rounds."""

from uuid import UUID

from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Database
from services.ideas.domain.round import Round
from services.ideas.storage import rounds


async def list_rounds(page: Page, database: Database) -> Found[Round]:
    """A page of the rounds, newest first."""
    async with database.reading() as session:
        return await rounds.newest_first(session, page)


async def see_round(round_id: UUID, database: Database) -> Round:
    """The round.

    Raises:
        RoundIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        return await rounds.get(session, round_id)
