"""The board of ideas: where each idea of a round stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    Index,
    Integer,
    MetaData,
    RowMapping,
    Table,
    Text,
    Uuid,
    func,
    literal,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.ideas import (
    IdeaAccepted,
    IdeaHandedOver,
    IdeaMerged,
    IdeaMergeUndone,
    IdeaReasonReworded,
    IdeaRejected,
    IdeaReworded,
    IdeaSplit,
    IdeaSplitUndone,
    IdeaStateChanged,
    IdeaSubmitted,
    IdeaWithdrawn,
)
from libs.shared.events.workflows import WorkflowPublished
from libs.shared.kernel.location import Location
from libs.shared.kernel.page import Found, Page
from libs.shared.kernel.words import in_language
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions
from libs.shared.platform.storage.database import Database, Transaction
from libs.shared.platform.storage.location_rows import LocationColumn
from services.reporting.projections.board import by_state, counted, listed_by, public, restate_reason
from services.reporting.storage.generations import reading
from services.reporting.storage.rows import change, put

_VERSION = ("workflow", "workflow_version")

TABLES = MetaData()
IDEAS = Table(
    "ideas",
    TABLES,
    Column("idea_id", Uuid, primary_key=True),
    Column("number", Text, nullable=False),
    Column("round_id", Uuid, nullable=False),
    Column("area_id", Uuid),
    Column("channel", Text),
    Column("state", Text, nullable=False),
    Column("state_label", JSONB(none_as_null=True)),
    Column("title", Text),
    Column("text", Text),
    Column("criterion", Text),
    Column("reason", Text),
    Column("place", Text),
    Column("location", LocationColumn),
    Column("carried_on_by", Text),
    Column("workflow", Text),
    Column("workflow_version", Integer),
    *listed_by(*_VERSION),
    Index("labelled", "round_id", "state", postgresql_where=text("state_label is not null")),
)
WORKFLOWS = Table(
    "workflows",
    TABLES,
    Column("workflow", Text, primary_key=True),
    Column("version_number", Integer, primary_key=True),
    Column("states", JSONB, nullable=False),
)


@dataclass(frozen=True, slots=True)
class IdeasInState:
    """How many ideas of the round are in a state; the label is what the council's workflow calls it."""

    state: str
    ideas: int
    state_label: str | None = None


@dataclass(frozen=True, slots=True)
class IdeaOnBoard:
    """An idea that was screened. A rejected one has criterion and reason, and its words unless they broke the rules.

    ``carried_on_by`` is the number of the idea that carries it on, if it was merged; if it was split they are several,
    with a blank between them.
    ``state_label`` is what the council's workflow calls the state; ``workflow`` and ``workflow_version`` say which.
    """

    idea_id: UUID
    number: str
    state: str
    area_id: UUID | None
    channel: str | None
    title: str | None
    text: str | None
    criterion: str | None
    reason: str | None
    place: str | None
    location: Location | None
    carried_on_by: str | None = None
    state_label: str | None = None
    workflow: str | None = None
    workflow_version: int | None = None


@dataclass(frozen=True, slots=True)
class IdeaBoard:
    """A round's ideas: all of them counted by state, and a page of those that are public."""

    counts: list[IdeasInState]
    public: Found[IdeaOnBoard]


async def _when_idea_is_submitted(fact: Fact[IdeaSubmitted], tx: Transaction) -> None:
    await put(tx, IDEAS, fact.event.model_dump())


async def _when_workflow_is_published(fact: Fact[WorkflowPublished], tx: Transaction) -> None:
    """Keep what each version calls its states: an idea that nobody has acted on yet says so in no event of its own."""
    event = fact.event
    states = {each.state: {one.language: one.called for one in each.label} for each in event.states}
    version = {"workflow": event.workflow, "version_number": event.version_number}
    await put(tx, WORKFLOWS, version | {"states": states})


async def _when_idea_is_accepted(fact: Fact[IdeaAccepted], tx: Transaction) -> None:
    await put(tx, IDEAS, fact.event.model_dump() | {"state": "accepted"})


async def _when_idea_is_rejected(fact: Fact[IdeaRejected], tx: Transaction) -> None:
    await put(tx, IDEAS, fact.event.model_dump() | {"state": "rejected"})


async def _when_idea_is_handed_over(fact: Fact[IdeaHandedOver], tx: Transaction) -> None:
    await put(tx, IDEAS, fact.event.model_dump(exclude={"fund_id", "lock"}) | {"state": "handed_over"})


async def _when_idea_state_changed(fact: Fact[IdeaStateChanged], tx: Transaction) -> None:
    label = {one.language: one.called for one in fact.event.state_label} or None
    await change(tx, IDEAS, fact.event.idea_id, state=fact.event.state, state_label=label)


async def _when_idea_is_withdrawn(fact: Fact[IdeaWithdrawn], tx: Transaction) -> None:
    await change(tx, IDEAS, fact.event.idea_id, state="withdrawn")


async def _when_idea_is_merged(fact: Fact[IdeaMerged], tx: Transaction) -> None:
    await change(tx, IDEAS, fact.event.idea_id, carried_on_by=fact.event.into_number)


async def _when_idea_is_split(fact: Fact[IdeaSplit], tx: Transaction) -> None:
    numbers = " ".join(part.number for part in fact.event.parts)
    await change(tx, IDEAS, fact.event.idea_id, carried_on_by=numbers)


async def _when_it_goes_its_own_way(fact: Fact[IdeaMergeUndone | IdeaSplitUndone], tx: Transaction) -> None:
    await change(tx, IDEAS, fact.event.idea_id, carried_on_by=None)


async def _when_idea_is_reworded(fact: Fact[IdeaReworded], tx: Transaction) -> None:
    words = fact.event.model_dump(include={"title", "text", "place", "location"})
    words |= {"is_taken_down": fact.event.title is None}
    await change(tx, IDEAS, fact.event.idea_id, **words)


async def _when_reason_is_reworded(fact: Fact[IdeaReasonReworded], tx: Transaction) -> None:
    await restate_reason(tx, IDEAS, fact.event.idea_id, fact.event.standing)


HANDLERS: Subscriptions = {
    WorkflowPublished: _when_workflow_is_published,
    IdeaSubmitted: _when_idea_is_submitted,
    IdeaAccepted: _when_idea_is_accepted,
    IdeaRejected: _when_idea_is_rejected,
    IdeaHandedOver: _when_idea_is_handed_over,
    IdeaWithdrawn: _when_idea_is_withdrawn,
    IdeaMerged: _when_idea_is_merged,
    IdeaMergeUndone: _when_it_goes_its_own_way,
    IdeaSplit: _when_idea_is_split,
    IdeaSplitUndone: _when_it_goes_its_own_way,
    IdeaReasonReworded: _when_reason_is_reworded,
    IdeaReworded: _when_idea_is_reworded,
    IdeaStateChanged: _when_idea_state_changed,
}


async def idea_board(database: Database, round_id: UUID, state: str | None, page: Page, language: str) -> IdeaBoard:
    """The round's board, its items by their number; a round that nobody knows has an empty one.

    States are called in the language as the workflow of their ideas does.
    """
    async with reading(database, "idea_board") as session:
        counts = await counted(session, IDEAS, round_id, *_VERSION)
        ideas = by_state(counts)
        called = await _as_workflows_call(session, counts) | await _as_ideas_say(session, round_id, [*ideas])
        labels = {name: in_language(label, language) for name, label in called.items()}
        found = await public(session, IDEAS, round_id, state, page, counts, lambda row: _item(row, language))
        return IdeaBoard([IdeasInState(name, number, labels.get(name)) for name, number in ideas.items()], found)


async def _as_ideas_say(session: AsyncSession, round_id: UUID, states: Sequence[str]) -> dict[str, Any]:
    """What each state is called by one of the ideas in it that say so; of two that say it differently, either."""
    state = func.unnest(literal(states, ARRAY(Text))).column_valued("state")
    label = IDEAS.c.state_label
    one = select(label).where(IDEAS.c.round_id == round_id, IDEAS.c.state == state, label.is_not(None)).limit(1)
    found = await session.execute(select(state, one.scalar_subquery()))
    return {name: told for name, told in found if told}


async def _as_workflows_call(session: AsyncSession, counts: Sequence[RowMapping]) -> dict[str, Any]:
    """The same by the workflows of these ideas: one that nobody has acted on yet says nothing itself."""
    key = tuple_(WORKFLOWS.c.workflow, WORKFLOWS.c.version_number)
    versions = {(row["workflow"], row["workflow_version"]) for row in counts if row["workflow"]}
    found = await session.execute(select(WORKFLOWS).where(key.in_(versions)))
    states = {(workflow, version): words for workflow, version, words in found}
    called = ((row["state"], states.get((row["workflow"], row["workflow_version"]), {})) for row in counts)
    return {state: words[state] for state, words in called if words.get(state)}


def _item(row: Mapping[str, Any], language: str) -> IdeaOnBoard:
    told = {name: row[name] for name in IdeaOnBoard.__slots__}
    label = row["state_label"]
    return IdeaOnBoard(**told | {"state_label": in_language(label, language) if label else None})
