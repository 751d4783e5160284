"""Submit a proposal, from an idea or directly."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat
from uuid import UUID

from libs.shared.events.proposals import ProposalSubmitted
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Key, Lock, hash_of_submission
from libs.shared.kernel.location import Location
from libs.shared.kernel.tracking_number import new_tracking_number
from libs.shared.kernel.words import Words
from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.database import Database, Transaction
from services.proposals.domain.proposal import Proposal
from services.proposals.domain.workflow import ARRIVED, PROPOSER, WORKFLOW
from services.proposals.storage import contacts, life_lines, proposals, rounds
from services.proposals.use_cases.where_on_the_map import area_on_the_map


@dataclass(frozen=True, slots=True)
class SubmitProposal:
    """What somebody proposes."""

    round_id: UUID
    fund_id: UUID
    title: str
    summary: str
    cost_cents: int | None = None
    area_id: UUID | None = None
    place: str | None = None
    contact: Contact | None = None
    submission_id: UUID | None = None
    location: Location | None = None
    language: str = "en"


async def submit_proposal(command: SubmitProposal, database: Database, clock: Clock) -> tuple[Proposal, str]:
    """The proposal and the key to it; the earlier ones if it was sent in before under the same id.

    Raises:
        RoundIsNotKnown: if there is no such round.
        FundIsNotOfTheRound: if the round lacks the fund.
        AreaIsNotOfTheRound: if the round lacks the area.
        LocationIsOutsideTheAreas: if every area is drawn, and it would be in none.
    """
    async with database.transaction() as tx:
        within = await rounds.get(tx.session, command.round_id)
        within.demand(command.fund_id, command.area_id)
        if command.submission_id and (earlier := await _earlier(tx, command.submission_id)):
            return earlier
        key, given_out = Key.made(command.submission_id)
        area_id = await area_on_the_map(tx.session, within, command.location, command.area_id)
        new = _proposal(replace(command, area_id=area_id), clock)
        stored = await store_new(tx, new, key, ARRIVED, PROPOSER)
        if stored is None:  # sent in twice at once
            assert command.submission_id
            twin = await _earlier(tx, command.submission_id)
            assert twin
            return twin
        if command.contact:
            erase_on = within.contacts_end_on(stored.submitted_at.date())
            await contacts.add(tx.session, stored.proposal_id, command.contact, erase_on)
        return stored, given_out


async def store_new(tx: Transaction, new: Proposal, key: Key | Lock | None, words: Words, by: Words) -> Proposal | None:
    """The proposal under a number of its own, its life line begun and announced; none if it is there already."""
    for numbered in _under_some_number(new):
        if await proposals.add(tx.session, numbered, key):
            line = Line(numbered.submitted_at, numbered.state, words, by)
            await life_lines.add(tx.session, numbered.proposal_id, line)
            tx.announce(submitted(numbered))
            return numbered
        if await _is_there(tx, new, key):
            return None
    raise AssertionError("numbers do not run out")


def submitted(proposal: Proposal) -> ProposalSubmitted:
    """The news that the proposal waits for moderation."""
    return ProposalSubmitted(
        proposal_id=proposal.proposal_id,
        number=proposal.number,
        round_id=proposal.round_id,
        fund_id=proposal.fund_id,
        idea_id=proposal.idea_id,
        area_id=proposal.area_id,
    )


def _proposal(command: SubmitProposal, clock: Clock) -> Proposal:
    now = clock.now()
    return Proposal(
        proposal_id=new_id(),
        number="",
        round_id=command.round_id,
        fund_id=command.fund_id,
        title=command.title,
        summary=command.summary,
        submitted_at=now,
        state=WORKFLOW.states[0].name,
        state_since=now,
        area_id=command.area_id,
        place=command.place,
        cost_cents=command.cost_cents,
        location=command.location,
        language=command.language,
    )


def _under_some_number(new: Proposal) -> Iterator[Proposal]:
    """The proposal under one drawn number after another: a number may be taken."""
    for _ in repeat(None):
        yield replace(new, number=new_tracking_number())


async def _earlier(tx: Transaction, submission_id: UUID) -> tuple[Proposal, str] | None:
    found = await proposals.of_submission(tx.session, hash_of_submission(submission_id))
    return found and (found[0], found[1].again(submission_id))


async def _is_there(tx: Transaction, new: Proposal, key: Key | Lock | None) -> bool:
    if new.idea_id and await proposals.of_idea(tx.session, new.idea_id):
        return True
    return isinstance(key, Key) and await proposals.of_submission(tx.session, key.submission_hash) is not None
