"""A returning officer rehearses a poll: the same terms on the same paper, for test codes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from libs.shared.kernel.ids import new_id
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.voting.domain.polls.paper import options_on
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls, proposals
from services.voting.use_cases.polls.draft_poll import DraftPoll, fund_for

_OPENS_IN, _LASTS = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RehearsePoll:
    """The poll to rehearse, in whatever state. Asked again under the same submission, it is rehearsed once."""

    poll_id: UUID
    submission_id: UUID | None = None


async def rehearse_poll(command: RehearsePoll, database: Database) -> Poll:
    """The draft of the rehearsal. It opens soon and lasts a day; all of it can be changed as of any draft.

    Raises:
        NoSuchPoll: if there is none.
        RoundIsNotKnown, FundIsNotVotedOn: if it cannot be drafted any more.
    """
    async with database.transaction() as tx:
        earlier = command.submission_id and await polls.of_submission(tx.session, command.submission_id)
        if earlier:
            return await polls.find(tx.session, earlier)
        poll = await polls.find(tx.session, command.poll_id)
        stand = {one.proposal_id for one in await proposals.accepted(tx.session, poll.fund.fund_id)}
        numbers = {line.proposal_id: line.number for line in poll.paper if line.proposal_id in stand}
        terms = replace(poll.terms, opens_at=_soon(poll.as_of), closes_at=_soon(poll.as_of) + _LASTS)
        options = options_on(poll.paper)
        command_to_draft = DraftPoll(poll.fund.round_id, poll.fund.fund_id, terms, numbers, options=options)
        wish = polls.Wish(await fund_for(command_to_draft, tx.session), terms, numbers, options)
        poll_id = new_id()
        noting.on(poll_id=poll_id)
        await polls.draft(tx.session, poll_id, wish, command.submission_id, is_rehearsal=True)
        return await polls.find(tx.session, poll_id)


def _soon(now: datetime) -> datetime:
    """In an hour, on a whole minute, as people write times."""
    return (now + _OPENS_IN).replace(second=0, microsecond=0)
