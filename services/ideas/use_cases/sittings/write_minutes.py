"""A sitting was held: what it said of each item is written down, published, and corrected if it must be."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.own_words import OwnWords
from libs.shared.kernel.version import demand_unchanged
from libs.shared.platform.storage.database import Database, Transaction
from services.ideas.domain.sittings.agenda_item import AgendaItem, Minutes
from services.ideas.domain.sittings.sitting import Sitting
from services.ideas.domain.sittings.telling import CORRECTED, IN_THE_MINUTES, News, line_of, what_came_of_it
from services.ideas.storage.sittings import sittings
from services.ideas.use_cases.sittings.tell_of_sitting import keep_original, say_otherwise, tell_change, tell_of


async def hold_sitting(sitting_id: UUID, database: Database, clock: Clock, seen: Collection[str]) -> None:
    """The sitting was held.

    Raises:
        SittingIsNotKnown: if there is none.
        ItHasChanged: if it is not as it was seen.
        SittingIsFurther: if it was held, or called off.
        SittingHasNotBegun: if it is still to come.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await sittings.lock(tx.session, sitting_id)
        demand_unchanged(seen, before.version)
        after = before.held(now)
        await sittings.change(tx.session, before, after)
        await tell_change(tx, before, after, now)


async def write_minutes(
    sitting_id: UUID,
    item_id: UUID,
    minutes: Minutes,
    reason: str | None,
    database: Database,
    clock: Clock,
    zone: ZoneInfo,
    seen: Collection[str],
) -> None:
    """The minutes say this of the item. Once they are published that is a correction, and the original is kept apart.

    Raises:
        SittingIsNotKnown: if there is none.
        ItemIsNotOnTheAgenda: if it did not deal with that.
        ItHasChanged: if the item is not as it was seen.
        SittingIsFurther: if it was not held.
        CorrectionNeedsAReason: if what is published is changed without one.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await sittings.lock(tx.session, sitting_id)
        demand_unchanged(seen, before.item(item_id).version)
        after = before.with_minutes(item_id, minutes, reason, now)
        await sittings.change(tx.session, before, after)
        if before.state == "minutes_published":
            await _correct(tx, after, before.item(item_id), minutes, now, zone)


async def _correct(
    tx: Transaction, sitting: Sitting, before: AgendaItem, now_said: Minutes, at: datetime, zone: ZoneInfo
) -> None:
    was = before.minutes
    assert was is not None  # they were complete when they were published
    parts = (was.said, was.result, was.correction)
    await keep_original(tx, sitting, OwnWords(before.topic or "", "\n".join(part for part in parts if part)), at)
    if before.idea_id:
        result = what_came_of_it(now_said.result)
        await say_otherwise(tx, before.idea_id, what_came_of_it(was.result), result)
        await tell_of(tx, [before.idea_id], News(line_of(CORRECTED, sitting, zone), result), at)


async def publish_minutes(
    sitting_id: UUID, database: Database, clock: Clock, zone: ZoneInfo, seen: Collection[str]
) -> None:
    """Everybody reads the minutes, and whoever suggested something is told what came of it.

    Raises:
        SittingIsNotKnown: if there is none.
        ItHasChanged: if it is not as it was seen.
        SittingIsFurther: if it was not held, or they are published.
        MinutesAreNotComplete: if they say nothing of an item.
    """
    now = clock.now()
    async with database.transaction() as tx:
        before = await sittings.lock(tx.session, sitting_id)
        demand_unchanged(seen, before.version)
        after = before.with_minutes_published()
        await sittings.change(tx.session, before, after)
        await tell_change(tx, before, after, now)
        for item in after.agenda:
            if item.idea_id and item.minutes:
                news = News(line_of(IN_THE_MINUTES, after, zone), what_came_of_it(item.minutes.result))
                await tell_of(tx, [item.idea_id], news, now)
