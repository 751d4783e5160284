"""Results: what a vote funds, known from its announcement and from nothing before."""

from uuid import UUID

from sqlalchemy import Column, MetaData, Table, Text, Uuid, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from libs.shared.events.poll_terms import RuleTerms
from libs.shared.events.voting import (
    ON_A_LINE,
    OutcomeAnnounced,
    PollPublished,
    PollReasonReworded,
    PollRenamed,
    PollReworded,
    with_line,
)
from libs.shared.events.words import CountedProject
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions
from libs.shared.platform.storage.database import Database, Transaction
from services.reporting.projections.errors import NoSuchPoll, OutcomeIsNotAnnounced
from services.reporting.storage.generations import reading
from services.reporting.storage.rows import change, put

TABLES = MetaData()
POLLS = Table(
    "polls",
    TABLES,
    Column("poll_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("outcome", JSONB(none_as_null=True)),
)


class Results(RuleTerms):
    """The outcome of one poll. Money in minor units of the currency."""

    poll_id: UUID
    name: str
    budget_cents: int
    cost_cents: int
    currency: str
    ballots: int
    lot_seed: str
    projects: list[CountedProject]


async def _when_poll_is_published(fact: Fact[PollPublished], tx: Transaction) -> None:
    await put(tx, POLLS, fact.event.model_dump(include={"poll_id", "name"}))


async def _when_outcome_is_announced(fact: Fact[OutcomeAnnounced], tx: Transaction) -> None:
    outcome = fact.event.model_dump(mode="json")
    # A poll's events keep their order, so its name is here before its outcome.
    adding = insert(POLLS).values(poll_id=fact.event.poll_id, name="", outcome=outcome)
    await tx.session.execute(adding.on_conflict_do_update(index_elements=["poll_id"], set_={"outcome": outcome}))


async def _when_poll_is_reworded(fact: Fact[PollReworded], tx: Transaction) -> None:
    event = fact.event
    kept = await tx.session.scalar(select(POLLS.c.outcome).where(POLLS.c.poll_id == event.poll_id))
    if kept is None:  # its outcome will be told with the new title
        return
    outcome = with_line(kept, event.proposal_id, "title", event.title)
    await change(tx, POLLS, event.poll_id, outcome=outcome)


async def _when_poll_is_renamed(fact: Fact[PollRenamed], tx: Transaction) -> None:
    await change(tx, POLLS, fact.event.poll_id, name=fact.event.name)


async def _when_reason_is_reworded(fact: Fact[PollReasonReworded], tx: Transaction) -> None:
    event = fact.event
    kept = await tx.session.scalar(select(POLLS.c.outcome).where(POLLS.c.poll_id == event.poll_id))
    if kept is not None and event.field in ON_A_LINE and event.proposal_id is not None:
        outcome = with_line(kept, event.proposal_id, event.field, event.words)
        await change(tx, POLLS, event.poll_id, outcome=outcome)


HANDLERS: Subscriptions = {
    PollPublished: _when_poll_is_published,
    PollReasonReworded: _when_reason_is_reworded,
    PollRenamed: _when_poll_is_renamed,
    PollReworded: _when_poll_is_reworded,
    OutcomeAnnounced: _when_outcome_is_announced,
}


async def results_of(database: Database, poll_id: UUID) -> Results:
    """The poll's results.

    Raises:
        NoSuchPoll: if none of that id has been published.
        OutcomeIsNotAnnounced: if nothing may be told yet.
    """
    async with reading(database, "results") as session:
        found = (await session.execute(select(POLLS).where(POLLS.c.poll_id == poll_id))).one_or_none()
    if found is None:
        raise NoSuchPoll(poll_id)
    if found.outcome is None:
        raise OutcomeIsNotAnnounced(poll_id)
    return Results.model_validate(found.outcome | {"name": found.name})
