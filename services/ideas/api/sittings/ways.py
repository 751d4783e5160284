"""The ways that a board chooses for the ideas on its agenda, over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from libs.shared.platform.access.staff import roles_of
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.sittings.sitting_bodies import SittingBody
from services.ideas.use_cases.sittings.choose_way import choose_way, offered_ways
from services.ideas.use_cases.sittings.see_sittings import see_sitting

router = APIRouter(prefix="/api/ideas/v1/sittings/{sitting_id}/agenda/{item_id}/actions", tags=["sittings"])


@router.get("")
async def possible_ways(
    sitting_id: UUID, item_id: UUID, staff: Office, language: ReadLanguage, runtime: TheRuntime
) -> ListBody[ActionBody]:
    """The ways that the board can choose for the idea in a sitting that was held, and what each asks for."""
    actions, choices, idea = await offered_ways(sitting_id, item_id, runtime.database)
    return whole_list(offered(actions, choices, language, idea))


@router.post("")
async def way_chosen(
    sitting_id: UUID,
    item_id: UUID,
    body: ActionRequest,
    staff: Office,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> SittingBody:
    """Say which way the board chose: the idea goes it at once. ``If-Match`` takes the item's version."""
    await choose_way(sitting_id, item_id, body.action, body.fields, runtime.database, runtime.clock, seen)
    return SittingBody.of(await see_sitting(sitting_id, roles_of(staff), runtime.database), language)
