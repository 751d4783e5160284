"""What can be done with an idea, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import Staff, signed_in
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.ideas.api.idea_bodies import IdeaBody
from services.ideas.use_cases.take_action import TakeAction, offered_actions, take_action

router = APIRouter(prefix="/api/ideas/v1/ideas/{number}/actions", tags=["ideas"])

SignedIn = Annotated[Staff, Depends(signed_in)]


@router.get("")
async def possible_actions(
    number: str, staff: SignedIn, language: ReadLanguage, database: Annotated[Database, Depends(database_of)]
) -> list[ActionBody]:
    """What you can do with the idea now, and what each action asks for."""
    actions, choices = await offered_actions(number, staff.roles, database)
    return offered(actions, choices, language)


@router.post("")
async def act(
    number: str,
    body: ActionRequest,
    staff: SignedIn,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> IdeaBody:
    """Do it. If somebody else was quicker the answer is 409 ``state-has-changed``."""
    command = TakeAction(number, body.action, staff.roles, body.fields, seen)
    return IdeaBody.of_seen(await take_action(command, runtime.database, runtime.clock), language)
