"""Sittings over HTTP: announced, changed and held by the office, read by everybody."""

from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from libs.shared.platform.access.staff import Staff, StaffIfAny, roles_of
from libs.shared.platform.api.languages import Language, ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.running.runtime import Runtime
from services.ideas.api.at_hand import Office, TheDatabase, TheRuntime
from services.ideas.api.sittings.sitting_bodies import (
    CalledOff,
    ChangedSitting,
    NewSitting,
    SittingBody,
    SittingItem,
    WantedMinutes,
)
from services.ideas.domain.sittings.sitting import SittingState, WantedSittings
from services.ideas.use_cases.sittings.announce_sitting import announce_sitting
from services.ideas.use_cases.sittings.change_sitting import call_sitting_off, change_sitting
from services.ideas.use_cases.sittings.see_sittings import list_sittings, see_sitting
from services.ideas.use_cases.sittings.write_minutes import hold_sitting, publish_minutes, write_minutes

router = APIRouter(prefix="/api/ideas/v1/sittings", tags=["sittings"])


@router.get("")
async def all_sittings(
    page: WantedChanges,
    database: TheDatabase,
    round_id: UUID | None = None,
    idea_id: UUID | None = None,
    state: Annotated[list[SittingState] | None, Query()] = None,
) -> ListBody[SittingItem]:
    """Sittings, the one that was announced last first. None is ever taken away."""
    found = await list_sittings(WantedSittings(state or (), round_id, idea_id), page, database)
    return list_body([SittingItem.of_listed(each) for each in found.items], found, page)


@router.get("/{sitting_id}")
async def one_sitting(sitting_id: UUID, staff: StaffIfAny, language: ReadLanguage, runtime: TheRuntime) -> SittingBody:
    """One sitting with its agenda. What the minutes say is for staff until they are published."""
    return SittingBody.of(await see_sitting(sitting_id, roles_of(staff), runtime.database), language)


@router.post("", status_code=201)
async def new_sitting(body: NewSitting, staff: Office, language: ReadLanguage, runtime: TheRuntime) -> SittingBody:
    """Announce a sitting. Its agenda is public at once, and whoever suggested something on it is invited."""
    made = await announce_sitting(body.command(), runtime.database, runtime.clock, _zone(runtime))
    return await _seen(made, staff, language, runtime)


@router.put("/{sitting_id}")
async def changed_sitting(
    sitting_id: UUID,
    body: ChangedSitting,
    staff: Office,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> SittingBody:
    """Change a sitting that is to come: whoever suggested something on it is told if it is moved, or taken off.

    Of a sitting that is over the words alone can be corrected; the former ones are kept apart for 90 days.
    """
    at = runtime.database, runtime.clock, _zone(runtime)
    await change_sitting(sitting_id, body.wanted(), *at, seen)
    return await _seen(sitting_id, staff, language, runtime)


@router.post("/{sitting_id}/cancellation")
async def sitting_called_off(
    sitting_id: UUID, body: CalledOff, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> SittingBody:
    """Call it off, for a public reason; once it is, say the reason in other words."""
    at = runtime.database, runtime.clock, _zone(runtime)
    await call_sitting_off(sitting_id, body.reason, *at, seen)
    return await _seen(sitting_id, staff, language, runtime)


@router.post("/{sitting_id}/held")
async def sitting_held(
    sitting_id: UUID, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> SittingBody:
    """Say that it was held: from then on its minutes are written."""
    await hold_sitting(sitting_id, runtime.database, runtime.clock, seen)
    return await _seen(sitting_id, staff, language, runtime)


@router.put("/{sitting_id}/agenda/{item_id}/minutes")
async def minutes_of_item(
    sitting_id: UUID,
    item_id: UUID,
    body: WantedMinutes,
    staff: Office,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> SittingBody:
    """Write what the minutes say of an item. ``If-Match`` takes the item's version.

    Once they are published it is a correction: it takes a reason, and the original is kept apart for 90 days.
    """
    at = runtime.database, runtime.clock, _zone(runtime)
    await write_minutes(sitting_id, item_id, body.minutes(), body.reason, *at, seen)
    return await _seen(sitting_id, staff, language, runtime)


@router.post("/{sitting_id}/minutes")
async def minutes_published(
    sitting_id: UUID, staff: Office, seen: SeenVersions, language: ReadLanguage, runtime: TheRuntime
) -> SittingBody:
    """Publish the minutes, as soon as they say something of each item."""
    await publish_minutes(sitting_id, runtime.database, runtime.clock, _zone(runtime), seen)
    return await _seen(sitting_id, staff, language, runtime)


async def _seen(sitting_id: UUID, staff: Staff, language: Language, runtime: Runtime) -> SittingBody:
    return SittingBody.of(await see_sitting(sitting_id, roles_of(staff), runtime.database), language)


def _zone(runtime: Runtime) -> ZoneInfo:
    return ZoneInfo(runtime.settings.time_zone)
