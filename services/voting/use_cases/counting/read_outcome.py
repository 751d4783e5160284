"""What anyone may read of an announced outcome."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.spreadsheets import as_csv
from libs.shared.platform.storage.database import Database
from services.voting.domain.counting.announcement import Published
from services.voting.domain.counting.ballot_file import pb_of
from services.voting.domain.counting.overrides import as_decided
from services.voting.domain.counting.table_of_projects import projects_as_told, table_of
from services.voting.domain.errors import NoSuchPoll, OutcomeIsNotAnnounced
from services.voting.domain.polls.poll import Poll
from services.voting.storage import outcomes, polls, proposals, sealed_box


async def read_outcome(poll_id: UUID, database: Database) -> tuple[Poll, Published]:
    """The poll and its outcome.

    Raises:
        NoSuchPoll, OutcomeIsNotAnnounced: if it is not public.
    """
    async with database.reading() as session:
        poll = await _announced(session, poll_id)
        return poll, as_decided(poll, await outcomes.find(session, poll_id))


async def read_table(poll_id: UUID, database: Database) -> tuple[Poll, str]:
    """The poll, and the outcome's projects as comma-separated values, with what was paid for each and what was missing.

    Raises:
        NoSuchPoll, OutcomeIsNotAnnounced: if it is not public.
    """
    poll, outcome = await read_outcome(poll_id, database)
    told = projects_as_told(outcome, poll.fund.currency)
    return poll, as_csv(table_of(told, outcome["stories"], outcome.get("agreement"), is_rehearsal=poll.is_rehearsal))


async def read_ballots(poll_id: UUID, database: Database) -> tuple[Poll, bytes]:
    """The poll, and the paper, the outcome and all ballots as a Pabulib file, for a recount.

    Raises:
        NoSuchPoll, OutcomeIsNotAnnounced: if they are not public.
    """
    async with database.reading() as session:
        poll = await _announced(session, poll_id)
        outcome = as_decided(poll, await outcomes.find(session, poll_id))
        ballots = await sealed_box.grouped(session, poll_id, poll.terms.method)
        round_name = await proposals.round_name(session, poll.fund.fund_id)
    return poll, pb_of(poll, round_name, outcome, ballots)


async def _announced(session: AsyncSession, poll_id: UUID) -> Poll:
    poll = await polls.find(session, poll_id)
    if not poll.is_public:
        raise NoSuchPoll("There is no such poll.")
    if poll.state != "announced":
        raise OutcomeIsNotAnnounced(poll.state)
    return poll
