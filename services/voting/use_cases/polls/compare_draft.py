"""A draft is held against the terms of the last poll: what was changed without meaning to is seen in time."""

from uuid import UUID

from libs.shared.platform.storage.database import Database
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls


async def compare_draft(poll_id: UUID, database: Database) -> tuple[Poll, Poll | None]:
    """The poll, and the one to hold it against: the last public one of its fund, else the last that was announced.

    Raises:
        NoSuchPoll: if there is no such poll.
    """
    async with database.reading() as session:
        poll = await polls.find(session, poll_id)
        return poll, await polls.last_before(session, poll)
