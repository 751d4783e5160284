"""Polls: drafted by returning officers, read by anyone once they are published."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import Staff, StaffIfAny, signed_in, staff_with
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database
from services.voting.api.poll_bodies import CountBody, DraftBody, PollBody, RehearsalBody
from services.voting.domain.polls.poll import State
from services.voting.use_cases.polls.draft_poll import DraftPoll
from services.voting.use_cases.polls.draft_poll import draft_poll as draft
from services.voting.use_cases.polls.read_polls import WantedPolls, list_polls, read_count, read_poll
from services.voting.use_cases.polls.redraft_poll import redraft_poll
from services.voting.use_cases.polls.rehearse_poll import RehearsePoll, rehearse_poll

routes = APIRouter(prefix="/api/voting/v1/polls", tags=["polls"])

Db = Annotated[Database, Depends(database_of)]
SignedIn = Annotated[Staff, Depends(signed_in)]
ReturningOfficer = Annotated[Staff, Depends(staff_with("returning-officer"))]


@routes.post("", status_code=201)
async def draft_poll(body: DraftBody, staff: ReturningOfficer, language: ReadLanguage, database: Db) -> PollBody:
    """Draft a poll on all accepted proposals of a fund. ``numbers`` gives ballot numbers by proposal.

    With the rule ``ranked-list`` residents advise and nothing is funded: ``options`` stand on the paper instead.

    While it is a draft, its paper follows the proposals; ``checks`` says what is missing before it can be published.
    """
    return PollBody.of(await draft(_wish(body), database), language)


@routes.put("/{poll_id}")
async def redraft(
    poll_id: UUID,
    body: DraftBody,
    staff: ReturningOfficer,
    seen: SeenVersions,
    language: ReadLanguage,
    database: Db,
) -> PollBody:
    """Change a draft as a whole. What was published cannot change any more."""
    return PollBody.of(await redraft_poll(poll_id, _wish(body), database, seen), language)


@routes.get("")
async def polls(
    staff: StaffIfAny,
    language: ReadLanguage,
    database: Db,
    page: WantedChanges,
    round_id: UUID | None = None,
    state: State | None = None,
    rehearsals: bool = False,
) -> ListBody[PollBody]:
    """Polls, newest first. Staff see drafts, too.

    Rehearsals are never among them. Staff get these instead with ``rehearsals``, which others ask in vain.
    """
    wanted = WantedPolls(round_id, state, staff is not None, rehearsals and staff is not None, page)
    found = await list_polls(wanted, database)
    return list_body([PollBody.of(poll, language) for poll in found.items], found, page)


@routes.get("/{poll_id}")
async def poll(poll_id: UUID, staff: StaffIfAny, language: ReadLanguage, database: Db) -> PollBody:
    """One poll with its paper."""
    return PollBody.of(await read_poll(poll_id, database, with_drafts=staff is not None), language)


@routes.post("/{poll_id}/rehearsals", status_code=201)
async def rehearse(
    poll_id: UUID, staff: ReturningOfficer, language: ReadLanguage, database: Db, body: RehearsalBody | None = None
) -> PollBody:
    """Draft a rehearsal of the poll: the same terms and paper, for test codes. It opens in an hour, for a day.

    Nothing of it ever counts: it is in no list, and announced to nobody. Change and publish it as any draft; residents
    make its codes once it is published.
    """
    command = RehearsePoll(poll_id, body.submission_id if body else None)
    return PollBody.of(await rehearse_poll(command, database), language)


@routes.get("/{poll_id}/count")
async def count(poll_id: UUID, staff: SignedIn, database: Db) -> CountBody:
    """For staff: how far the count has come since somebody asked for it, and what spoke against it."""
    return CountBody.model_validate(await read_count(poll_id, database))


def _wish(body: DraftBody) -> DraftPoll:
    options = tuple(one.option() for one in body.options)
    return DraftPoll(body.round_id, body.fund_id, body.terms(), body.numbers, body.submission_id, options)
