"""Rounds and polls as they stand: what open data tells of them, and no other view holds."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, MetaData, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from libs.shared.events.ideas import BoundariesDrawn, RoundChanged, RoundPublished
from libs.shared.events.voting import (
    OutcomeAnnounced,
    PollCancelled,
    PollCertified,
    PollClosed,
    PollCounted,
    PollExtended,
    PollOpened,
    PollPublished,
    PollRenamed,
)
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Handler, Subscriptions
from libs.shared.platform.storage.database import Transaction
from services.reporting.storage.rows import change, put

TABLES = MetaData()
ROUNDS = Table(
    "rounds",
    TABLES,
    Column("round_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("hourly_value_cents", BigInteger, nullable=False),
    Column("is_archived", Boolean, nullable=False),
    Column("areas", JSONB, nullable=False),
    Column("funds", JSONB, nullable=False),
    Column("calendar", JSONB, nullable=False),
    Column("boundaries", JSONB),
)
POLLS = Table(
    "polls",
    TABLES,
    Column("poll_id", Uuid, primary_key=True),
    Column("round_id", Uuid, nullable=False),
    Column("fund_id", Uuid, nullable=False),
    Column("area_id", Uuid),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("completion", Text, nullable=False),
    Column("channels", Text, nullable=False),
    Column("projects", Integer, nullable=False),
    Column("budget_cents", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("opens_at", DateTime(timezone=True), nullable=False),
    Column("closes_at", DateTime(timezone=True), nullable=False),
)

_OF_A_ROUND = ("name", "currency", "hourly_value_cents", "is_archived", "areas", "funds", "calendar")
_AS_TOLD = {
    *("poll_id", "round_id", "fund_id", "area_id", "name", "method", "rule", "completion"),
    *("budget_cents", "currency", "opens_at", "closes_at"),
}


async def _when_round_is_published(fact: Fact[RoundPublished | RoundChanged], tx: Transaction) -> None:
    told = {"is_archived": False} | fact.event.model_dump(mode="json")
    kept = {name: told[name] for name in _OF_A_ROUND}
    await put(tx, ROUNDS, kept | {"round_id": fact.event.round_id})


async def _when_boundaries_are_drawn(fact: Fact[BoundariesDrawn], tx: Transaction) -> None:
    drawn = {str(area.area_id): area.outline.model_dump() for area in fact.event.areas}
    await change(tx, ROUNDS, fact.event.round_id, boundaries=drawn)


async def _when_poll_is_published(fact: Fact[PollPublished], tx: Transaction) -> None:
    event = fact.event
    more = {"state": "published", "channels": " ".join(event.channels), "projects": len(event.projects)}
    await put(tx, POLLS, event.model_dump(include=_AS_TOLD) | more)


async def _when_poll_is_extended(fact: Fact[PollExtended], tx: Transaction) -> None:
    await change(tx, POLLS, fact.event.poll_id, closes_at=fact.event.closes_at)


async def _when_poll_is_renamed(fact: Fact[PollRenamed], tx: Transaction) -> None:
    await change(tx, POLLS, fact.event.poll_id, name=fact.event.name)


def _stands(state: str) -> Handler:
    """From now on the poll stands there."""

    async def when(fact: Fact[Any], tx: Transaction) -> None:
        await change(tx, POLLS, fact.event.poll_id, state=state)

    return when


HANDLERS: Subscriptions = {
    RoundPublished: _when_round_is_published,
    RoundChanged: _when_round_is_published,
    BoundariesDrawn: _when_boundaries_are_drawn,
    PollPublished: _when_poll_is_published,
    PollOpened: _stands("open"),
    PollExtended: _when_poll_is_extended,
    PollRenamed: _when_poll_is_renamed,
    PollClosed: _stands("closed"),
    PollCounted: _stands("counted"),
    PollCertified: _stands("certified"),
    OutcomeAnnounced: _stands("announced"),
    PollCancelled: _stands("cancelled"),
}
