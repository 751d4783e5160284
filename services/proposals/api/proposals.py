"""Proposals over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from libs.shared.platform.access.staff import StaffIfAny, roles_of
from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body
from libs.shared.platform.api.typed import CleanLine
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.proposals.api.proposal_bodies import (
    NewProposal,
    ProposalBody,
    ProposalItem,
    RevisedProposal,
    SubmittedProposal,
)
from services.proposals.api.visitors import ProposalVisitor
from services.proposals.domain.proposal import Wanted
from services.proposals.use_cases.revise_proposal import revise_proposal
from services.proposals.use_cases.see_proposal import list_proposals, see_proposal
from services.proposals.use_cases.submit_proposal import submit_proposal

router = APIRouter(prefix="/api/proposals/v1/proposals", tags=["proposals"])


@router.post("", status_code=201, dependencies=[Depends(one_more_submission)])
async def new_proposal(
    body: NewProposal,
    visitor: ProposalVisitor,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> SubmittedProposal:
    """Propose something. The answer holds its number and the ``edit_key``, which is shown this once.

    The same ``submission_id`` is taken once, and answered the same way again.
    """
    proposal, edit_key = await submit_proposal(body.command(), runtime.database, runtime.clock)
    seen = await see_proposal(str(proposal.proposal_id), visitor, runtime.database)
    return SubmittedProposal.of_new(seen, edit_key, language)


@router.get("")
async def some_proposals(
    page: WantedChanges,
    staff: StaffIfAny,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
    round_id: Annotated[list[UUID] | None, Query(description="Of these rounds; of all if none is named.")] = None,
    fund_id: UUID | None = None,
    state: Annotated[list[str] | None, Query()] = None,
    area_id: UUID | None = None,
    q: Annotated[CleanLine, Query(max_length=200, description="Words that the proposal holds.")] = "",
    order: Literal["newest", "oldest"] = "newest",
) -> ListBody[ProposalItem]:
    """Proposals: for everybody those that are accepted or further, for staff all.

    With ``updated_since`` those that were changed since; without ``q`` also those that were public and are
    no more. Their own words are null then: forget what you have of them. ``total`` is counted to 1,000 with ``q``, to
    10,000 with ``updated_since``: go on by ``next``.
    """
    wanted = Wanted(state or [], round_id or (), fund_id, area_id, q, order)
    found = await list_proposals(wanted, page, roles_of(staff), database)
    is_staff = bool(roles_of(staff))
    items = [ProposalItem.of(each, language, shows_words=is_staff or each.is_public) for each in found.items]
    return list_body(items, found, page)


@router.get("/{number}")
async def one_proposal(
    number: str,
    visitor: ProposalVisitor,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
) -> ProposalBody:
    """The proposal of that number or id, with its life line and offers.

    Before it is accepted its own words are left out, except for staff and whoever sends its X-Edit-Key.
    """
    return ProposalBody.of_seen(await see_proposal(number, visitor, database), language)


@router.put("/{number}")
async def changed_proposal(
    number: str,
    body: RevisedProposal,
    visitor: ProposalVisitor,
    seen_versions: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> ProposalBody:
    """Change the proposal as was requested, and submit it again: with its X-Edit-Key, or by staff on behalf."""
    demand_somebody(visitor)
    seen = await revise_proposal(body.revision(number, visitor, seen_versions), runtime.database, runtime.clock)
    return ProposalBody.of_seen(seen, language)
