"""What can be done with a proposal, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.proposals.api.proposal_bodies import ProposalBody
from services.proposals.api.visitors import ProposalVisitor
from services.proposals.use_cases.take_action import TakeAction, offered_actions, take_action

router = APIRouter(prefix="/api/proposals/v1/proposals/{number}/actions", tags=["proposals"])


@router.get("")
async def possible_actions(
    number: str,
    visitor: ProposalVisitor,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
) -> ListBody[ActionBody]:
    """What you can do with the proposal now, and what each action asks for."""
    demand_somebody(visitor)
    actions, choices, proposal = await offered_actions(number, visitor, database)
    return whole_list(offered(actions, choices, language, proposal))


@router.post("")
async def act(
    number: str,
    body: ActionRequest,
    visitor: ProposalVisitor,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> ProposalBody:
    """Do it. If somebody else was quicker the answer is 409 ``state-has-changed``."""
    demand_somebody(visitor)
    command = TakeAction(number, body.action, visitor, body.fields, seen)
    return ProposalBody.of_seen(await take_action(command, runtime.database, runtime.clock), language)
