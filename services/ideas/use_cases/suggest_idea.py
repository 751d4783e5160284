"""Suggest an idea."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import repeat
from uuid import UUID

from libs.shared.kernel.ballot_budget import OFFICE
from libs.shared.kernel.boundary import area_of
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Key, hash_of_submission
from libs.shared.kernel.location import Location
from libs.shared.kernel.tracking_number import new_tracking_number
from libs.shared.kernel.workflow import Line
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.errors import (
    AreaIsNotOfTheRound,
    ChannelIsForStaff,
    OriginIsForStaff,
    OriginIsInTheFuture,
    RoundIsArchived,
)
from services.ideas.domain.idea import CHANNELS_FOR_ALL, Idea, IntakeChannel
from services.ideas.domain.origin import Origin
from services.ideas.domain.round import Round
from services.ideas.domain.workflows.ballot_budget import ARRIVED, SUBMITTER
from services.ideas.domain.workflows.made import state_of
from services.ideas.domain.workflows.published import PublishedWorkflow
from services.ideas.storage import boundaries, contacts, ideas, life_lines, rounds, workflows
from services.ideas.use_cases.deadlines import deadline_of
from services.ideas.use_cases.news_of_ideas import news_of_beginning

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SuggestIdea:
    """What somebody suggests, and how it came in."""

    round_id: UUID
    title: str
    text: str
    channel: IntakeChannel
    area_id: UUID | None = None
    place: str | None = None
    contact: Contact | None = None
    language: str = "en"
    submission_id: UUID | None = None
    is_entered_by_staff: bool = False
    origin: Origin | None = None
    location: Location | None = None


async def suggest_idea(command: SuggestIdea, database: Database, clock: Clock) -> tuple[Idea, str | None]:
    """The idea with its tracking number, and the key to it; the earlier ones if it was sent in before.

    It was if the submission's id is the same; or the origin, for which there is no key.

    Raises:
        ChannelIsForStaff: if somebody else enters a letter, a call or a meeting.
        OriginIsForStaff: if somebody else takes over what stood elsewhere.
        OriginIsInTheFuture: if it is said to have been suggested on a day that has not come.
        RoundIsNotKnown: if there is no such round.
        RoundIsArchived: if the round is over and put away.
        AreaIsNotOfTheRound: if the round lacks the area.
        LocationIsOutsideTheAreas: if every area is drawn, and it would be in none.
    """
    async with database.transaction() as tx:
        return await suggested(tx, command, clock)


async def suggested(tx: Transaction, command: SuggestIdea, clock: Clock) -> tuple[Idea, str | None]:
    """The same within a larger transaction; ``suggest_idea`` says what is raised."""
    if command.channel not in CHANNELS_FOR_ALL and not command.is_entered_by_staff:
        raise ChannelIsForStaff(command.channel)
    if command.origin:
        _demand_possible(command.origin, command, clock)
    within = await rounds.get(tx.session, command.round_id)
    if within.is_archived:
        raise RoundIsArchived(command.round_id)
    if command.area_id and not within.has_area(command.area_id):
        raise AreaIsNotOfTheRound(command.area_id)
    return await _store(await _in_its_area(command, within, tx), within, tx, clock)


async def _in_its_area(command: SuggestIdea, within: Round, tx: Transaction) -> SuggestIdea:
    """The wish, in the area in which its place on the map lies, if that is known."""
    if command.location is None:
        return command
    drawn = await boundaries.of_round(tx.session, within.round_id)
    return replace(command, area_id=area_of(command.location, command.area_id, within.area_ids, drawn))


def _demand_possible(origin: Origin, command: SuggestIdea, clock: Clock) -> None:
    if not command.is_entered_by_staff:
        raise OriginIsForStaff
    # Somewhere on earth it is tomorrow already.
    if origin.suggested_on and origin.suggested_on > (clock.now() + _A_DAY).date():
        raise OriginIsInTheFuture(origin.suggested_on)


async def _store(command: SuggestIdea, within: Round, tx: Transaction, clock: Clock) -> tuple[Idea, str | None]:
    key, given_out = (None, None) if command.origin else Key.made(command.submission_id)
    workflow = await workflows.latest(tx.session, within.workflow)
    now = clock.now()
    due_at = await deadline_of(tx.session, state_of(workflow.definition.states[0]), now)
    for idea in _under_some_number(command, workflow, now, due_at):
        if await ideas.add(tx.session, idea, key, command.origin):
            await _begin(idea, command, within, tx)
            return idea, given_out
        if earlier := await _earlier(tx, command):
            return earlier
    raise AssertionError("numbers do not run out")


async def _earlier(tx: Transaction, command: SuggestIdea) -> tuple[Idea, str | None] | None:
    if command.origin:
        taken_over = await ideas.of_origin(tx.session, command.round_id, command.origin)
        return (taken_over, None) if taken_over else None
    return await _sent_in_before(tx, command.submission_id) if command.submission_id else None


async def _sent_in_before(tx: Transaction, submission_id: UUID) -> tuple[Idea, str | None] | None:
    found = await ideas.of_submission(tx.session, hash_of_submission(submission_id))
    if found is None:
        return None
    idea, key = found
    return idea, key.again(submission_id) if key else None


def _under_some_number(
    command: SuggestIdea, workflow: PublishedWorkflow, now: datetime, due_at: datetime | None
) -> Iterator[Idea]:
    """The idea under one free-looking number after another: a drawn number may be taken."""
    for _ in repeat(None):
        yield Idea(
            idea_id=new_id(),
            number=new_tracking_number(),
            round_id=command.round_id,
            title=command.title,
            text=command.text,
            area_id=command.area_id,
            place=command.place,
            channel=command.channel,
            language=command.language,
            submitted_at=now,
            state=workflow.definition.states[0].name,
            state_since=now,
            location=command.location,
            workflow=workflow.definition.name,
            workflow_version=workflow.version,
            due_at=due_at,
        )


async def _begin(idea: Idea, command: SuggestIdea, within: Round, tx: Transaction) -> None:
    words, by = (command.origin.said, OFFICE) if command.origin else (ARRIVED, SUBMITTER)
    await life_lines.add(tx.session, idea.idea_id, Line(idea.submitted_at, idea.state, words, by))
    if command.contact:
        erase_on = within.contacts_end_on(idea.submitted_at.date())
        await contacts.add(tx.session, idea.idea_id, command.contact, erase_on)
    tx.announce(news_of_beginning(idea))
