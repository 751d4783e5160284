"""Turnout: how many have voted, by channel, by area and by hour.

Who is on the roll, the areas' names and the ballots come from three services in no certain order, so each is kept as
it was told, and they meet only when the view is read. What must not be known is not told to begin with.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Integer, MetaData, Table, Text, Uuid, delete, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.events.residents import RollImported
from libs.shared.events.voting import PollPublished, TurnoutAnnounced
from libs.shared.kernel.small_cells import SHOWN_FROM
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.subscriptions import Subscriptions
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
TOLD = Table(
    "told",
    TABLES,
    Column("poll_id", Uuid, primary_key=True),
    Column("as_of", DateTime(timezone=True), nullable=False),
    Column("is_final", Boolean, nullable=False),
    Column("ballots", BigInteger, nullable=False),
    Column("by_channel", JSONB, nullable=False),
    Column("by_area", JSONB, nullable=False),
)
HOURS = Table(
    "hours",
    TABLES,
    Column("poll_id", Uuid, primary_key=True),
    Column("hour", DateTime(timezone=True), primary_key=True),
    Column("ballots", BigInteger, nullable=False),
)

NO_AREA = ""
_AN_INSTANT = timedelta(microseconds=1)


async def _when_turnout_is_announced(fact: Fact[TurnoutAnnounced], tx: Transaction) -> None:
    event = fact.event
    before = await tx.session.scalar(select(TOLD.c.ballots).where(TOLD.c.poll_id == event.poll_id)) or 0
    if (came := event.ballots - before) > 0:
        await _add(event.poll_id, await _hour_of(event, came, tx), came, tx)
    kept = event.model_dump(include={"poll_id", "as_of", "is_final", "ballots"})
    kept["by_channel"] = {part.channel: part.ballots for part in event.by_channel}
    kept["by_area"] = {str(part.area_id or NO_AREA): part.ballots for part in event.by_area}
    await put(tx, TOLD, kept)


async def _hour_of(event: TurnoutAnnounced, came: int, tx: Transaction) -> datetime:
    """The hour, in UTC, that ended with the announcement; for a few last ballots the last hour that is shown."""
    hour = (event.as_of.astimezone(UTC) - _AN_INSTANT).replace(minute=0, second=0, microsecond=0)
    if came >= SHOWN_FROM:
        return hour
    last = await tx.session.scalar(select(func.max(HOURS.c.hour)).where(HOURS.c.poll_id == event.poll_id))
    return last or hour


async def _add(poll_id: UUID, hour: datetime, came: int, tx: Transaction) -> None:
    adding = insert(HOURS).values(poll_id=poll_id, hour=hour, ballots=came)
    total = HOURS.c.ballots + adding.excluded.ballots
    await tx.session.execute(adding.on_conflict_do_update(index_elements=HOURS.primary_key, set_={"ballots": total}))


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


HANDLERS: Subscriptions = {
    PollPublished: _when_poll_is_published,
    RoundPublished: _when_round_is_published,
    RoundChanged: _when_round_is_published,
    RollImported: _when_roll_is_imported,
    TurnoutAnnounced: _when_turnout_is_announced,
}
