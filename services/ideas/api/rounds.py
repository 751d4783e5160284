"""Rounds over HTTP."""

from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import staff_with
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.api.round_bodies import ChangedRoundBody, NewRound, RoundBody
from services.ideas.use_cases.change_round import change_round
from services.ideas.use_cases.publish_round import publish_round
from services.ideas.use_cases.see_rounds import list_rounds, see_round

router = APIRouter(prefix="/api/ideas/v1/rounds", tags=["rounds"])


@router.get("")
async def all_rounds(page: WantedChanges, database: TheDatabase) -> ListBody[RoundBody]:
    """All rounds, newest first. None is ever taken away; ``updated_since`` leaves those that were changed since."""
    found = await list_rounds(page, database)
    return list_body([RoundBody.of(each) for each in found.items], found, page)


@router.get("/{round_id}")
async def one_round(round_id: UUID, database: TheDatabase) -> RoundBody:
    """One round with its areas, funds and calendar."""
    return RoundBody.of(await see_round(round_id, database))


@router.post("", status_code=201, dependencies=[Depends(staff_with("administrator"))])
async def new_round(body: NewRound, runtime: TheRuntime) -> RoundBody:
    """Publish a round. Its areas and funds get ids."""
    return RoundBody.of(await publish_round(body.command(), runtime.database, runtime.clock))


@router.patch("/{round_id}", dependencies=[Depends(staff_with("administrator"))])
async def changed_round(round_id: UUID, body: ChangedRoundBody, seen: SeenVersions, runtime: TheRuntime) -> RoundBody:
    """Change what may still change, or archive the round.

    The currency stays; areas and funds can be added and renamed; the amount of a fund stays once a poll on it is
    published, and the calendar's vote must hold every published poll.
    """
    zone = ZoneInfo(runtime.settings.time_zone)
    return RoundBody.of(await change_round(body.command(round_id), runtime.database, zone, seen))
