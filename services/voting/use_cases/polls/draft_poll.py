"""A returning officer drafts a poll on the accepted proposals of a fund."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.voting.domain.errors import FundIsNotVotedOn, RoundIsNotKnown
from services.voting.domain.polls.advice.errors import OptionsNeedARankedList
from services.voting.domain.polls.paper import Option, demand_numbers_fit
from services.voting.domain.polls.poll import Fund, Poll, Terms
from services.voting.storage import polls, proposals


@dataclass(frozen=True, slots=True)
class DraftPoll:
    """A poll as it is wished. ``numbers`` are ballot numbers by proposal; proposals without one get the lowest free.

    ``options`` stand on the paper instead of proposals where the poll ranks them and funds nothing.
    """

    round_id: UUID
    fund_id: UUID
    terms: Terms
    numbers: Mapping[UUID, int]
    submission_id: UUID | None = None
    options: tuple[Option, ...] = ()


async def draft_poll(command: DraftPoll, database: Database) -> Poll:
    """The draft; the earlier one, if it was submitted under the same id before.

    Raises:
        RoundIsNotKnown, FundIsNotVotedOn, OptionsNeedARankedList, ProposalIsNotAccepted, NumberIsGivenTwice: if it
            cannot be drafted.
    """
    async with database.transaction() as tx:
        earlier = command.submission_id and await polls.of_submission(tx.session, command.submission_id)
        if earlier:
            return await polls.find(tx.session, earlier)
        fund, poll_id = await fund_for(command, tx.session), new_id()
        noting.on(poll_id=poll_id)
        wish = polls.Wish(fund, command.terms, command.numbers, command.options)
        await polls.draft(tx.session, poll_id, wish, command.submission_id)
        return await polls.find(tx.session, poll_id)


async def fund_for(command: DraftPoll, session: AsyncSession) -> Fund:
    """The fund that the poll is wished to spend, if the numbers fit its proposals.

    Raises:
        RoundIsNotKnown, FundIsNotVotedOn, OptionsNeedARankedList, ProposalIsNotAccepted, NumberIsGivenTwice: if not.
    """
    fund = await proposals.fund(session, command.round_id, command.fund_id)
    if fund is None:
        raise RoundIsNotKnown("Voting has not heard of this round, or the round has no such fund.")
    if command.terms.rule == "ranked-list":
        demand_numbers_fit((), command.numbers)
        return fund
    if fund.spent_by != "vote":
        raise FundIsNotVotedOn(fund.spent_by)
    if command.options:
        raise OptionsNeedARankedList
    demand_numbers_fit(await proposals.accepted(session, fund.fund_id), command.numbers)
    return fund
