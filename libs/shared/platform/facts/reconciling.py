"""A source was put back and listeners are ahead of it: what they heard that it does not know, and how they go on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.facts import epochs, heard, journal, positions
from libs.shared.platform.facts.heads import Head, head_of
from libs.shared.platform.facts.heard import HeardFact
from libs.shared.platform.facts.past import put_back
from libs.shared.platform.facts.positions import ListenerPosition, Reached
from libs.shared.platform.facts.relay import announce_anew, stop_giving_positions
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Database

_STEP_BACK = text("""
    with lanes as (
        update listener_positions set position = :to, event_id = null, epoch = :epoch
        where listener = :listener and source = :source and position > :to
    )
    update bookmarks set position = :to, event_id = null
    where listener = :listener and source = :source and position > :to
""")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A listener that has heard more of the source than the source knows. ``lost`` are facts that it acted on."""

    service: ServiceName
    listener: str
    heard: int
    lost: Sequence[HeardFact]


@dataclass(frozen=True, slots=True)
class Finding:
    """A source that was put back to a position, and who is ahead of it."""

    source: ServiceName
    to: int
    ahead: Sequence[Ahead]


Ears = Mapping[ServiceName, Collection[str]]
"""By service the listeners that live in its database."""


async def compare(databases: Mapping[ServiceName, Database], ears: Ears) -> list[Finding]:
    """Every source that somebody is ahead of."""
    found = [await _compare(source, databases, ears) for source in databases]
    return [finding for finding in found if finding is not None]


async def ears_of(session: AsyncSession) -> set[str]:
    """The listeners that have heard something, by the database."""
    return set(await session.scalars(select(ListenerPosition.listener).distinct()))


async def _compare(source: ServiceName, databases: Mapping[ServiceName, Database], ears: Ears) -> Finding | None:
    lanes: dict[tuple[ServiceName, str], Collection[Reached]] = {}
    for service, listeners in ears.items():
        async with databases[service].reading() as session:
            for listener in listeners:
                by_source = await positions.lanes_of(session, listener)
                lanes[service, listener] = by_source.get(source, {}).values()
    head = await _head(databases[source], [lane.position for one in lanes.values() for lane in one])
    found = put_back(head, [lane for one in lanes.values() for lane in one])
    if found is None:
        return None
    stuck = [(who, one) for who, one in lanes.items() if put_back(head, one)]
    ahead = [
        Ahead(*who, max(lane.position for lane in one), await _lost(databases, who, source, found.to))
        for who, one in stuck
    ]
    return Finding(source, found.to, ahead)


async def _head(database: Database, at: Collection[int]) -> Head:
    async with database.reading() as session:
        return await head_of(session, at)


async def _lost(
    databases: Mapping[ServiceName, Database], who: tuple[ServiceName, str], source: ServiceName, to: int
) -> Sequence[HeardFact]:
    async with databases[who[0]].reading() as session:
        acted_on = await heard.behind(session, who[1], source, to)
    async with databases[source].reading() as session:
        known = await journal.known_ids(session, [fact.event_id for fact in acted_on])
    return [fact for fact in acted_on if fact.event_id not in known]


async def go_on_from(finding: Finding, source: Database) -> UUID:
    """Let the source announce under an epoch of its own all that stands behind the position; that epoch.

    Where the database itself had noticed that it was put back there, the epoch is there already.
    """
    async with source.transaction() as tx:
        await stop_giving_positions(tx.session)
        stood_at = await journal.recorded_at(tx.session, finding.to)
        known = await epochs.history(tx.session)
        if not known or known[-1].after != finding.to:
            await epochs.begin(tx.session, finding.to, None)
            await announce_anew(tx.session, finding.to)
            known = await epochs.history(tx.session)
        if stood_at is not None:
            await epochs.date(tx.session, known[-1].epoch, stood_at)
    return known[-1].epoch


async def step_back(ahead: Ahead, finding: Finding, epoch: UUID, database: Database) -> None:
    """Let the listener hear again what stands behind the position. What it has acted on takes no effect again."""
    values = {"listener": ahead.listener, "source": finding.source, "to": finding.to, "epoch": epoch}
    async with database.transaction() as tx:
        await tx.session.execute(_STEP_BACK, values)
        # Another epoch of its own makes it read what a broker keeps from the beginning.
        await epochs.begin(tx.session, await stop_giving_positions(tx.session), None)
