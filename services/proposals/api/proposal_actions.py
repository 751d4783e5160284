"""What can be done with a proposal, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.proposals.api.asking import ProposalAsker, demand_somebody
from services.proposals.api.proposal_bodies import ProposalBody
from services.proposals.use_cases.take_action import TakeAction, offered_actions, take_action

router = APIRouter(prefix="/api/proposals/v1/proposals/{number}/actions", tags=["proposals"])


@router.get("")
async def possible_actions(
    number: str,
    asker: ProposalAsker,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
) -> list[ActionBody]:
    """What you can do with the proposal now, and what each action asks for."""
    demand_somebody(asker)
    return offered(await offered_actions(number, asker, database), {}, language)


@router.post("")
async def act(
    number: str,
    body: ActionRequest,
    asker: ProposalAsker,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> ProposalBody:
    """Do it. If somebody else was quicker the answer is 409 ``state-has-changed``."""
    demand_somebody(asker)
    command = TakeAction(number, body.action, asker, body.fields, seen)
    return ProposalBody.of_seen(await take_action(command, runtime.database, runtime.clock), language)
