"""The board of ideas: where each idea of a round stands."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Column, MetaData, Select, Table, Text, Uuid, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from libs.shared.events.ideas import IdeaAccepted, IdeaHandedOver, IdeaRejected, IdeaStateChanged, IdeaSubmitted
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.database import Database, Transaction
from libs.shared.platform.listener import Fact
from libs.shared.platform.subscriptions import Subscriptions
from services.reporting.storage.generations import reading

TABLES = MetaData()
_IDEAS = Table(
    "ideas",
    TABLES,
    Column("idea_id", Uuid, primary_key=True),
    Column("number", Text, nullable=False),
    Column("round_id", Uuid, nullable=False, index=True),
    Column("area_id", Uuid),
    Column("channel", Text),
    Column("state", Text, nullable=False),
    Column("title", Text),
    Column("text", Text),
    Column("criterion", Text),
    Column("reason", Text),
)
# What nobody has screened yet is counted, and not told.
_IS_PUBLIC = or_(_IDEAS.c.title.is_not(None), _IDEAS.c.state == "rejected")
_BY_NUMBER = (func.length(_IDEAS.c.number), _IDEAS.c.number)


@dataclass(frozen=True, slots=True)
class IdeasInState:
    """How many ideas of the round are in a state."""

    state: str
    ideas: int


@dataclass(frozen=True, slots=True)
class IdeaOnBoard:
    """An idea that was screened. A rejected one has its criterion and reason, and no words of its own."""

    idea_id: UUID
    number: str
    state: str
    area_id: UUID | None
    channel: str | None
    title: str | None
    text: str | None
    criterion: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class IdeaBoard:
    """A round's ideas: all of them counted by state, and a page of those that are public."""

    counts: list[IdeasInState]
    public: Found[IdeaOnBoard]


async def _when_idea_is_submitted(fact: Fact[IdeaSubmitted], tx: Transaction) -> None:
    await _put(tx, "submitted", fact.event.model_dump())


async def _when_idea_is_accepted(fact: Fact[IdeaAccepted], tx: Transaction) -> None:
    await _put(tx, "accepted", fact.event.model_dump())


async def _when_idea_is_rejected(fact: Fact[IdeaRejected], tx: Transaction) -> None:
    await _put(tx, "rejected", fact.event.model_dump())


async def _when_idea_is_handed_over(fact: Fact[IdeaHandedOver], tx: Transaction) -> None:
    await _put(tx, "handed_over", fact.event.model_dump(exclude={"fund_id", "place"}))


async def _when_idea_state_changed(fact: Fact[IdeaStateChanged], tx: Transaction) -> None:
    changed = update(_IDEAS).where(_IDEAS.c.idea_id == fact.event.idea_id)
    await tx.session.execute(changed.values(state=fact.event.state))


async def _put(tx: Transaction, state: str, columns: dict[str, Any]) -> None:
    told = columns | {"state": state}
    adding = insert(_IDEAS).values(told)
    await tx.session.execute(adding.on_conflict_do_update(index_elements=["idea_id"], set_=told))


HANDLERS: Subscriptions = {
    IdeaSubmitted: _when_idea_is_submitted,
    IdeaAccepted: _when_idea_is_accepted,
    IdeaRejected: _when_idea_is_rejected,
    IdeaHandedOver: _when_idea_is_handed_over,
    IdeaStateChanged: _when_idea_state_changed,
}


async def idea_board(database: Database, round_id: UUID, state: str | None, page: Page) -> IdeaBoard:
    """The round's board, its items by their number; a round that nobody knows has an empty one."""
    async with reading(database, "idea_board") as session:
        counted = (await session.execute(_counts(round_id))).all()
        public = select(_IDEAS).where(_IDEAS.c.round_id == round_id, _IS_PUBLIC)
        if state is not None:
            public = public.where(_IDEAS.c.state == state)
        total = await session.scalar(select(func.count()).select_from(public.subquery())) or 0
        wanted = public.order_by(*_BY_NUMBER).limit(page.size).offset(page.offset)
        found = (await session.execute(wanted)).mappings().all()
    items = [IdeaOnBoard(**{name: row[name] for name in IdeaOnBoard.__slots__}) for row in found]
    counts = [IdeasInState(name, number) for name, number in counted]
    return IdeaBoard(counts, Found(items, total))


def _counts(round_id: UUID) -> Select[str, int]:
    state = _IDEAS.c.state
    return select(state, func.count()).where(_IDEAS.c.round_id == round_id).group_by(state).order_by(state)
