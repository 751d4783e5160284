"""What can be done with an idea, over HTTP."""

from fastapi import APIRouter

from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.api.idea_bodies import IdeaBody
from services.ideas.api.visitors import IdeaVisitor
from services.ideas.use_cases.take_action import TakeAction, offered_actions, take_action

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/actions", tags=["ideas"])


@router.get("")
async def possible_actions(
    number: str, visitor: IdeaVisitor, language: ReadLanguage, database: TheDatabase
) -> ListBody[ActionBody]:
    """What you can do with the idea now, and what each action asks for."""
    demand_somebody(visitor)
    actions, choices, idea = await offered_actions(number, visitor, database)
    return whole_list(offered(actions, choices, language, idea))


@router.post("")
async def act(
    number: str,
    body: ActionRequest,
    visitor: IdeaVisitor,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> IdeaBody:
    """Do it. If somebody else was quicker the answer is 409 ``state-has-changed``."""
    demand_somebody(visitor)
    command = TakeAction(number, body.action, visitor, body.fields, seen)
    seen_now = await take_action(command, runtime.database, runtime.clock)
    return IdeaBody.of_seen(seen_now, language, runtime.clock.now())
