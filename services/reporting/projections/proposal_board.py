"""The board of proposals: where each proposal of a round stands, and what it costs the council."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, MetaData, Table, Text, Uuid

from libs.shared.events.proposals import (
    AppealDecided,
    ChangesRequested,
    OfferCommitted,
    ProposalAccepted,
    ProposalAppealed,
    ProposalFunded,
    ProposalListed,
    ProposalNotFunded,
    ProposalReasonReworded,
    ProposalRejected,
    ProposalReworded,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from libs.shared.kernel.location import Location
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions
from libs.shared.platform.storage.database import Database, Transaction
from libs.shared.platform.storage.location_rows import LocationColumn
from services.reporting.projections.board import by_state, counted, listed_by, public, restate_reason
from services.reporting.storage.generations import reading
from services.reporting.storage.rows import change, put

TABLES = MetaData()
PROPOSALS = Table(
    "proposals",
    TABLES,
    Column("proposal_id", Uuid, primary_key=True),
    Column("number", Text, nullable=False),
    Column("round_id", Uuid, nullable=False),
    Column("fund_id", Uuid, nullable=False),
    Column("idea_id", Uuid),
    Column("area_id", Uuid),
    Column("state", Text, nullable=False),
    Column("title", Text),
    Column("summary", Text),
    Column("cost_cents", BigInteger),
    Column("committed_cents", BigInteger, nullable=False, server_default="0"),
    Column("criterion", Text),
    Column("reason", Text),
    Column("poll_id", Uuid),
    Column("place", Text),
    Column("location", LocationColumn),
    *listed_by(),
)


@dataclass(frozen=True, slots=True)
class ProposalsInState:
    """How many proposals of the round are in a state."""

    state: str
    proposals: int


@dataclass(frozen=True, slots=True)
class ProposalOnBoard:
    """A moderated proposal. What is committed lowers the council's cost; a rejected one has criterion and reason."""

    proposal_id: UUID
    number: str
    state: str
    fund_id: UUID
    idea_id: UUID | None
    area_id: UUID | None
    title: str | None
    summary: str | None
    cost_cents: int | None
    committed_cents: int
    council_cost_cents: int | None
    criterion: str | None
    reason: str | None
    poll_id: UUID | None
    place: str | None
    location: Location | None


@dataclass(frozen=True, slots=True)
class ProposalBoard:
    """A round's proposals: all of them counted by state, and a page of those that are public."""

    counts: list[ProposalsInState]
    public: Found[ProposalOnBoard]


async def _when_proposal_is_submitted(fact: Fact[ProposalSubmitted], tx: Transaction) -> None:
    await put(tx, PROPOSALS, fact.event.model_dump() | {"state": "submitted"})


async def _when_proposal_is_accepted(fact: Fact[ProposalAccepted], tx: Transaction) -> None:
    await put(tx, PROPOSALS, fact.event.model_dump() | {"state": "accepted", "reason": None, "criterion": None})


async def _when_changes_are_requested(fact: Fact[ChangesRequested], tx: Transaction) -> None:
    await change(tx, PROPOSALS, fact.event.proposal_id, state="changes_requested", reason=fact.event.reason)


async def _when_proposal_is_rejected(fact: Fact[ProposalRejected], tx: Transaction) -> None:
    event = fact.event
    await change(tx, PROPOSALS, event.proposal_id, state="rejected", criterion=event.criterion, reason=event.reason)


async def _when_refusal_is_appealed_against(fact: Fact[ProposalAppealed], tx: Transaction) -> None:
    await change(tx, PROPOSALS, fact.event.proposal_id, state="appealed")


async def _when_appeal_is_decided(fact: Fact[AppealDecided], tx: Transaction) -> None:
    told = {"state": "upheld"} if fact.event.is_upheld else {"state": "reopened", "criterion": None, "reason": None}
    await change(tx, PROPOSALS, fact.event.proposal_id, **told)


async def _when_proposal_is_listed(fact: Fact[ProposalListed], tx: Transaction) -> None:
    await change(tx, PROPOSALS, fact.event.proposal_id, state="on_ballot", poll_id=fact.event.poll_id)


async def _when_proposal_is_funded(fact: Fact[ProposalFunded], tx: Transaction) -> None:
    await change(tx, PROPOSALS, fact.event.proposal_id, state="funded")


async def _when_proposal_is_not_funded(fact: Fact[ProposalNotFunded], tx: Transaction) -> None:
    await change(tx, PROPOSALS, fact.event.proposal_id, state="not_funded")


async def _when_proposal_is_withdrawn(fact: Fact[ProposalWithdrawn], tx: Transaction) -> None:
    await change(tx, PROPOSALS, fact.event.proposal_id, state="withdrawn")


async def _when_proposal_is_reworded(fact: Fact[ProposalReworded], tx: Transaction) -> None:
    words = fact.event.model_dump(include={"title", "summary", "place", "location"})
    words |= {"is_taken_down": fact.event.title is None}
    await change(tx, PROPOSALS, fact.event.proposal_id, **words)


async def _when_reason_is_reworded(fact: Fact[ProposalReasonReworded], tx: Transaction) -> None:
    await restate_reason(tx, PROPOSALS, fact.event.proposal_id, fact.event.standing)


async def _when_offer_is_committed(fact: Fact[OfferCommitted], tx: Transaction) -> None:
    committed = PROPOSALS.c.committed_cents + fact.event.value_cents
    await change(tx, PROPOSALS, fact.event.proposal_id, committed_cents=committed)


HANDLERS: Subscriptions = {
    ProposalSubmitted: _when_proposal_is_submitted,
    ProposalAccepted: _when_proposal_is_accepted,
    ChangesRequested: _when_changes_are_requested,
    ProposalRejected: _when_proposal_is_rejected,
    ProposalAppealed: _when_refusal_is_appealed_against,
    AppealDecided: _when_appeal_is_decided,
    ProposalListed: _when_proposal_is_listed,
    ProposalFunded: _when_proposal_is_funded,
    ProposalNotFunded: _when_proposal_is_not_funded,
    ProposalWithdrawn: _when_proposal_is_withdrawn,
    ProposalReasonReworded: _when_reason_is_reworded,
    ProposalReworded: _when_proposal_is_reworded,
    OfferCommitted: _when_offer_is_committed,
}


async def proposal_board(database: Database, round_id: UUID, state: str | None, page: Page) -> ProposalBoard:
    """The round's board, its items by their number; a round that nobody knows has an empty one."""
    async with reading(database, "proposal_board") as session:
        counts = await counted(session, PROPOSALS, round_id)
        found = await public(session, PROPOSALS, round_id, state, page, counts, _item)
        return ProposalBoard([ProposalsInState(*each) for each in by_state(counts).items()], found)


def _item(row: Mapping[str, Any]) -> ProposalOnBoard:
    cost = row["cost_cents"]
    council_cost = None if cost is None else max(0, cost - row["committed_cents"])
    told = {name: row[name] for name in ProposalOnBoard.__slots__ if name != "council_cost_cents"}
    return ProposalOnBoard(council_cost_cents=council_cost, **told)
