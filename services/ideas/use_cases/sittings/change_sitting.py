"""Change a sitting that is to come, or call it off; once it was held, set its words right."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.sittings.sitting import Sitting
from services.ideas.domain.sittings.telling import CHANGED, INVITED, TAKEN_OFF, called_off, invitation, plain
from services.ideas.storage.sittings import sittings
from services.ideas.use_cases.sittings.agenda import read_agenda
from services.ideas.use_cases.sittings.announce_sitting import WantedSitting
from services.ideas.use_cases.sittings.tell_of_sitting import tell_change, tell_of


async def change_sitting(
    sitting_id: UUID, wanted: WantedSitting, database: Database, clock: Clock, zone: ZoneInfo, seen: Collection[str]
) -> None:
    """The sitting is as wished. Whom that concerns is told, if it is still to come.

    Raises:
        SittingIsNotKnown: if there is none.
        ItHasChanged: if it is not as it was seen.
        AgendaIsNotSound: if something cannot stand on its agenda.
        SittingIsNotToCome: if it is moved to a moment that has passed.
        AgendaIsFixed: if it is over, and more than words would change.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await sittings.lock(tx.session, sitting_id)
        demand_unchanged(seen, before.version)
        agenda = await read_agenda(tx.session, before.round_id, wanted.agenda, before.ideas)
        after = before.planned_as(wanted.plan(agenda), now)
        if after == before:
            return
        await sittings.change(tx.session, before, after)
        await tell_change(tx, before, after, now)
        if after.state == "announced":
            await _tell_whom_it_concerns(tx, before, after, now, zone)


async def _tell_whom_it_concerns(
    tx: Transaction, before: Sitting, after: Sitting, at: datetime, zone: ZoneInfo
) -> None:
    stood, stands = {*before.ideas}, {*after.ideas}
    await tell_of(tx, [*(stands - stood)], invitation(INVITED, after, zone), at)
    await tell_of(tx, [*(stood - stands)], plain(TAKEN_OFF, before, zone), at)
    where_and_when = [(each.begins_at, each.place, each.link) for each in (before, after)]
    if where_and_when[0] != where_and_when[1]:
        await tell_of(tx, [*(stands & stood)], invitation(CHANGED, after, zone), at)


async def call_sitting_off(
    sitting_id: UUID, reason: str, database: Database, clock: Clock, zone: ZoneInfo, seen: Collection[str]
) -> None:
    """The sitting does not take place, for the reason. Called off again it is for a reason in other words.

    Raises:
        SittingIsNotKnown: if there is none.
        ItHasChanged: if it is not as it was seen.
        SittingIsFurther: if it was held.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await sittings.lock(tx.session, sitting_id)
        demand_unchanged(seen, before.version)
        after = before.called_off(reason)
        await sittings.change(tx.session, before, after)
        await tell_change(tx, before, after, now)
        if before.state == "announced":
            await tell_of(tx, after.ideas, called_off(after, zone), now)
