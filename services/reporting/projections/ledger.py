"""The ledger of co-production: what was offered in a round, what the council took, what both sides stand by."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, ColumnElement, MetaData, RowMapping, Table, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import insert

from libs.shared.events.proposals import (
    OfferAccepted,
    OfferCommitted,
    OfferDeclined,
    OfferLapsed,
    OfferMade,
    OfferWithdrawn,
)
from libs.shared.events.words import OfferKind
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions
from libs.shared.platform.storage.database import Database, Transaction
from services.reporting.storage.generations import reading
from services.reporting.storage.rows import change

TABLES = MetaData()
OFFERS = Table(
    "offers",
    TABLES,
    Column("offer_id", Uuid, primary_key=True),
    Column("round_id", Uuid, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    Column("value_cents", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """How many offers, how much of the unit, and what it is worth in minor units of the round's currency."""

    count: int
    quantity: int
    value_cents: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """Offers of one kind in one unit: all that were made, those of them that stand accepted, those committed."""

    kind: OfferKind
    unit: str
    made: Offered
    accepted: Offered
    committed: Offered


@dataclass(frozen=True, slots=True)
class Ledger:
    """The round's offers by kind."""

    round_id: UUID
    by_kind: list[LedgerLine]


async def _when_offer_is_made(fact: Fact[OfferMade], tx: Transaction) -> None:
    made = fact.event.model_dump(exclude={"proposal_id"}) | {"state": "made"}
    await tx.session.execute(insert(OFFERS).values(made).on_conflict_do_nothing())


async def _when_offer_is_accepted(fact: Fact[OfferAccepted], tx: Transaction) -> None:
    await change(tx, OFFERS, fact.event.offer_id, state="accepted")


async def _when_offer_is_declined(fact: Fact[OfferDeclined], tx: Transaction) -> None:
    await change(tx, OFFERS, fact.event.offer_id, state="declined")


async def _when_offer_is_withdrawn(fact: Fact[OfferWithdrawn], tx: Transaction) -> None:
    await change(tx, OFFERS, fact.event.offer_id, state="withdrawn")


async def _when_offer_lapses(fact: Fact[OfferLapsed], tx: Transaction) -> None:
    await change(tx, OFFERS, fact.event.offer_id, state="lapsed")


async def _when_offer_is_committed(fact: Fact[OfferCommitted], tx: Transaction) -> None:
    await change(tx, OFFERS, fact.event.offer_id, state="committed", value_cents=fact.event.value_cents)


HANDLERS: Subscriptions = {
    OfferMade: _when_offer_is_made,
    OfferAccepted: _when_offer_is_accepted,
    OfferDeclined: _when_offer_is_declined,
    OfferWithdrawn: _when_offer_is_withdrawn,
    OfferLapsed: _when_offer_lapses,
    OfferCommitted: _when_offer_is_committed,
}

_STANDING = {
    "made": OFFERS.c.state.is_not(None),
    "accepted": OFFERS.c.state.in_(["accepted", "committed"]),
    "committed": OFFERS.c.state == "committed",
}


async def ledger_of(database: Database, round_id: UUID) -> Ledger:
    """The round's ledger; a round that nobody knows has an empty one."""
    lines = (
        select(OFFERS.c.kind, OFFERS.c.unit, *sums())
        .where(OFFERS.c.round_id == round_id)
        .group_by(OFFERS.c.kind, OFFERS.c.unit)
        .order_by(OFFERS.c.kind, OFFERS.c.unit)
    )
    async with reading(database, "ledger") as session:
        found = (await session.execute(lines)).mappings().all()
    return Ledger(round_id, [_line(row) for row in found])


def sums() -> list[ColumnElement[Any]]:
    """How many, how much and worth what: of the offers made, of those accepted, of those committed."""
    return [column for name, standing in _STANDING.items() for column in _sums(name, standing)]


def _sums(name: str, standing: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    return [
        func.count().filter(standing).label(f"{name}_count"),
        func.coalesce(func.sum(OFFERS.c.quantity).filter(standing), 0).label(f"{name}_quantity"),
        func.coalesce(func.sum(OFFERS.c.value_cents).filter(standing), 0).label(f"{name}_value_cents"),
    ]


def _line(row: RowMapping) -> LedgerLine:
    made, accepted, committed = (
        Offered(row[f"{name}_count"], int(row[f"{name}_quantity"]), int(row[f"{name}_value_cents"]))
        for name in _STANDING
    )
    return LedgerLine(row["kind"], row["unit"], made, accepted, committed)
