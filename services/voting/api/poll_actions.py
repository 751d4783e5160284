"""What staff may do to a poll, and doing it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from libs.shared.platform.access.staff import Staff, signed_in, staff_with
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.paging import ListBody, whole_list
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.voting.api.ballots import STATION
from services.voting.api.poll_bodies import PollBody
from services.voting.domain.polls.actors import Actor
from services.voting.domain.polls.steps import choices_of, possible
from services.voting.use_cases.casting.polling_station import PollingStation
from services.voting.use_cases.polls.act_on_poll import ActOnPoll, act_on_poll
from services.voting.use_cases.polls.destroy_pseudonyms import destroy_pseudonyms
from services.voting.use_cases.polls.read_polls import read_originals, read_poll

routes = APIRouter(prefix="/api/voting/v1/polls/{poll_id}/actions", tags=["polls"])
originals_routes = APIRouter(prefix="/api/voting/v1/polls/{poll_id}/originals", tags=["polls"])

Db = Annotated[Database, Depends(database_of)]
SignedIn = Annotated[Staff, Depends(signed_in)]


@routes.get("")
async def actions(poll_id: UUID, staff: SignedIn, language: ReadLanguage, database: Db) -> ListBody[ActionBody]:
    """What you may do to the poll in its present state, and which fields that asks for."""
    poll = await read_poll(poll_id, database, with_drafts=True)
    return whole_list(offered(possible(poll, _actor(staff)), choices_of(poll), language))


@routes.post("")
async def act(
    poll_id: UUID,
    body: ActionRequest,
    staff: SignedIn,
    seen: SeenVersions,
    language: ReadLanguage,
    database: Db,
    request: Request,
) -> PollBody:
    """Do it. Certifying takes two different returning officers; closing before the time takes a reason.

    An open poll is extended, or loses a project, when one officer proposes it (``extend``, ``withdraw-project``) and
    another confirms it as it stands (``confirm-extension``, ``confirm-withdrawal``); either may drop it instead.
    """
    command = ActOnPoll(poll_id, body.action, _actor(staff), body.fields, seen)
    poll = await act_on_poll(command, database)
    station: PollingStation = request.app.state.runtime.own[STATION]
    station.forget(poll_id)
    if poll.awaits_sealing:
        # At once, if this process lives on; else the timekeeper does it.
        await destroy_pseudonyms(poll_id, database)
    return PollBody.of(poll, language)


@originals_routes.get("", dependencies=[Depends(staff_with("returning-officer", "administrator"))])
async def originals(poll_id: UUID, database: Db) -> ListBody[OriginalBody]:
    """What was taken down about the poll, for as long as it is kept apart."""
    return whole_list(original_bodies(await read_originals(poll_id, database)))


def _actor(staff: Staff) -> Actor:
    return Actor(staff.staff_id, staff.roles, trusted_since=staff.trusted_since)
