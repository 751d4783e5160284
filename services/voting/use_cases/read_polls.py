"""What anyone may read of polls; drafts are for staff."""

from dataclasses import dataclass
from uuid import UUID

from libs.shared.platform.database import Database
from services.voting.domain.errors import NoSuchPoll
from services.voting.domain.poll import Poll
from services.voting.storage import polls


@dataclass(frozen=True, slots=True)
class WantedPolls:
    """Which polls somebody asks for."""

    round_id: UUID | None = None
    state: str | None = None
    with_drafts: bool = False
    page: int = 1
    per_page: int = 20


async def list_polls(wanted: WantedPolls, database: Database) -> tuple[int, list[Poll]]:
    """How many there are, and the wanted page of them, newest first."""
    async with database.reading() as session:
        return await polls.page(
            session,
            round_id=wanted.round_id,
            state=wanted.state,
            with_drafts=wanted.with_drafts,
            page=wanted.page,
            per_page=wanted.per_page,
        )


async def read_poll(poll_id: UUID, database: Database, *, with_drafts: bool) -> Poll:
    """The poll.

    Raises:
        NoSuchPoll: if there is none, or it is a draft and drafts are not for the reader.
    """
    async with database.reading() as session:
        poll = await polls.find(session, poll_id)
    if not (poll.is_public or with_drafts):
        raise NoSuchPoll("There is no such poll.")
    return poll
