"""Turnout: how many have voted, by channel, by area and by hour.

Who is on the roll, the areas' names and the ballots come from three services in no certain order, so each is kept as
it was told, and they meet only when the view is read.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Table, Text, Uuid, delete
from sqlalchemy.dialects.postgresql import ARRAY, insert

from libs.shared.events.envelope import Envelope, Event, read
from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.events.residents import RollImported
from libs.shared.events.voting import BallotCast, BallotReplaced, PollPublished
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions, one_by_one
from libs.shared.platform.storage.database import Transaction
from services.reporting.storage.rows import put

TABLES = MetaData()
POLLS = Table(
    "polls",
    TABLES,
    Column("poll_id", Uuid, primary_key=True),
    Column("round_id", Uuid, nullable=False),
    Column("area_id", Uuid),
    Column("channels", ARRAY(Text), nullable=False),
    Column("opens_at", DateTime(timezone=True), nullable=False),
)
AREAS = Table(
    "areas",
    TABLES,
    Column("area_id", Uuid, primary_key=True),
    Column("round_id", Uuid, nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("within", Uuid),
)
PEOPLE = Table(
    "people",
    TABLES,
    Column("round_id", Uuid, primary_key=True),
    Column("area", Text, primary_key=True),
    Column("people", Integer, nullable=False),
)
BALLOTS = Table(
    "ballots",
    TABLES,
    Column("poll_id", Uuid, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    Column("ballots", BigInteger, nullable=False),
)

NO_AREA = ""
_ALL_OF_ONE_KIND = tuple[UUID, str, UUID | None, datetime]


class _Batch:
    """The ballots of a batch of events: those cast, all of one kind together, and those moved between channels."""

    def __init__(self) -> None:
        self.cast: Counter[_ALL_OF_ONE_KIND] = Counter()
        self.moved: Counter[tuple[UUID, str]] = Counter()

    def cells(self) -> Counter[tuple[str, str, str]]:
        """What the batch adds to the cells of the three tables."""
        cells: Counter[tuple[str, str, str]] = Counter()
        for (poll_id, channel, area_id, hour), ballots in self.cast.items():
            poll = str(poll_id)
            cells[poll, "channel", channel] += ballots
            cells[poll, "area", str(area_id or NO_AREA)] += ballots
            cells[poll, "hour", f"{hour:%Y-%m-%dT%H:00:00Z}"] += ballots
        for (poll_id, channel), ballots in self.moved.items():
            cells[str(poll_id), "channel", channel] += ballots
        return cells


async def apply(envelopes: Sequence[Envelope], tx: Transaction) -> None:
    """Take in a batch: its ballots as one sum by cell, the rest one by one."""
    batch = _Batch()
    for envelope in envelopes:
        if envelope.type in _COUNTED:
            _COUNTED[envelope.type](envelope, batch)
    await _add(batch.cells(), tx)
    await _tell([envelope for envelope in envelopes if envelope.type not in _COUNTED], tx)


def _count_cast(envelope: Envelope, batch: _Batch) -> None:
    event = read(envelope, BallotCast)
    # The hour, in UTC, in which the ballot was recorded, whenever the event arrives here.
    hour = envelope.time.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    batch.cast[event.poll_id, event.channel, event.area_id, hour] += 1


def _count_replaced(envelope: Envelope, batch: _Batch) -> None:
    event = read(envelope, BallotReplaced)
    batch.moved[event.poll_id, event.earlier_channel] -= 1
    batch.moved[event.poll_id, event.channel] += 1


async def _add(cells: Mapping[tuple[str, str, str], int], tx: Transaction) -> None:
    # In one order, so that two workers who add to the same cells wait for each other instead of for ever.
    rows = [
        {"poll_id": poll_id, "kind": kind, "cell": cell, "ballots": ballots}
        for (poll_id, kind, cell), ballots in sorted(cells.items())
        if ballots
    ]
    if not rows:
        return
    adding = insert(BALLOTS).values(rows)
    total = BALLOTS.c.ballots + adding.excluded.ballots
    await tx.session.execute(adding.on_conflict_do_update(index_elements=BALLOTS.primary_key, set_={"ballots": total}))


async def _when_poll_is_published(fact: Fact[PollPublished], tx: Transaction) -> None:
    kept = fact.event.model_dump(include={"poll_id", "round_id", "area_id", "channels", "opens_at"})
    await put(tx, POLLS, kept)


async def _when_round_is_published(fact: Fact[RoundPublished | RoundChanged], tx: Transaction) -> None:
    rows: list[dict[str, Any]] = [
        area.model_dump(include={"area_id", "name", "within"}) | {"round_id": fact.event.round_id, "place": place}
        for place, area in enumerate(fact.event.areas)
    ]
    await tx.session.execute(delete(AREAS).where(AREAS.c.round_id == fact.event.round_id))
    if rows:
        await tx.session.execute(insert(AREAS), rows)


async def _when_roll_is_imported(fact: Fact[RollImported], tx: Transaction) -> None:
    people: Counter[str] = Counter()
    for part in fact.event.by_area:
        people[str(part.area_id or NO_AREA)] += part.people
    people[NO_AREA] += fact.event.people - people.total()
    rows = [{"round_id": fact.event.round_id, "area": area, "people": number} for area, number in people.items()]
    await tx.session.execute(delete(PEOPLE).where(PEOPLE.c.round_id == fact.event.round_id))
    await tx.session.execute(insert(PEOPLE), rows)


_COUNTED: Mapping[str, Callable[[Envelope, _Batch], None]] = {
    BallotCast.type: _count_cast,
    BallotReplaced.type: _count_replaced,
}
_TOLD: Subscriptions = {
    PollPublished: _when_poll_is_published,
    RoundPublished: _when_round_is_published,
    RoundChanged: _when_round_is_published,
    RollImported: _when_roll_is_imported,
}
_tell = one_by_one(_TOLD)
LISTENS_TO: Sequence[type[Event]] = (*_TOLD, BallotCast, BallotReplaced)
