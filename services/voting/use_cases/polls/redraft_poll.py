"""A returning officer changes a draft."""

from collections.abc import Collection
from uuid import UUID

from libs.shared.kernel.version import demand_unchanged
from libs.shared.kernel.workflow import StateHasChanged
from libs.shared.platform.storage.database import Database
from services.voting.domain.polls.poll import Poll
from services.voting.storage import polls
from services.voting.use_cases.polls.draft_poll import DraftPoll, fund_for


async def redraft_poll(poll_id: UUID, command: DraftPoll, database: Database, seen: Collection[str] = ()) -> Poll:
    """The draft as it is wished now.

    Raises:
        NoSuchPoll: if there is none.
        StateHasChanged: if it is no draft any more: what was published cannot change.
        ItHasChanged: if the draft is not as it was seen.
        RoundIsNotKnown, FundIsNotVotedOn, OptionsNeedARankedList, ProposalIsNotAccepted, NumberIsGivenTwice: if it
            cannot be drafted so.
    """
    async with database.transaction() as tx:
        poll = await polls.lock(tx.session, poll_id)
        if poll.state != "drafted":
            raise StateHasChanged("change", poll.state)
        demand_unchanged(seen, poll.version)
        fund = await fund_for(command, tx.session)
        wish = polls.Wish(fund, command.terms, command.numbers, command.options)
        await polls.redraft(tx.session, poll_id, wish)
        tx.session.expire_all()
        return await polls.find(tx.session, poll_id)
