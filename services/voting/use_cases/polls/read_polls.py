"""What anyone may read of polls; drafts are for staff."""

from dataclasses import dataclass, field
from uuid import UUID

from libs.shared.kernel.own_words import Original
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Database
from services.voting.domain.counting.count_progress import Progress
from services.voting.domain.errors import NoSuchPoll, PollIsNotCounted
from services.voting.domain.polls.poll import Poll
from services.voting.storage import counts, originals, polls


@dataclass(frozen=True, slots=True)
class WantedPolls:
    """Which polls somebody asks for; or which rehearsals, which never stand among polls."""

    round_id: UUID | None = None
    state: str | None = None
    with_drafts: bool = False
    rehearsals: bool = False
    page: Page = field(default_factory=Page)


async def list_polls(wanted: WantedPolls, database: Database) -> Found[Poll]:
    """The wanted page of them, newest first."""
    async with database.reading() as session:
        return await polls.page(
            session,
            round_id=wanted.round_id,
            state=wanted.state,
            with_drafts=wanted.with_drafts,
            rehearsals=wanted.rehearsals,
            page=wanted.page,
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


async def read_originals(poll_id: UUID, database: Database) -> list[Original]:
    """What was taken down about the poll and is not erased yet.

    Raises:
        NoSuchPoll: if there is no such poll.
    """
    async with database.reading() as session:
        poll = await polls.find(session, poll_id)
        return await originals.of_poll(session, poll.poll_id)


async def read_count(poll_id: UUID, database: Database) -> Progress:
    """How far the poll's count has come.

    Raises:
        NoSuchPoll: if there is no such poll.
        PollIsNotCounted: if nobody has asked for its count.
    """
    async with database.reading() as session:
        poll = await polls.find(session, poll_id)
        progress = await counts.find(session, poll_id)
    if progress is None:
        raise PollIsNotCounted(poll.state)
    return progress
