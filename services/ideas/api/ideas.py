"""Ideas over HTTP."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.integrators import unless_key_lacks
from libs.shared.platform.access.staff import StaffIfAny, roles_of
from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body, whole_list
from libs.shared.platform.api.typed import CleanLine, CleanText
from services.ideas.api.at_hand import TheRuntime
from services.ideas.api.idea_bodies import IdeaBody, IdeaItem, NewIdea, SuggestedIdea
from services.ideas.api.visitors import IdeaVisitor
from services.ideas.domain.idea import Wanted
from services.ideas.use_cases.see_idea import find_similar_ideas, list_ideas, see_idea
from services.ideas.use_cases.suggest_idea import suggest_idea

router = APIRouter(prefix="/api/ideas/v1/ideas", tags=["ideas"])

_ENTERS = frozenset({"moderator", "data-entry-officer", "administrator"})


@router.post("", status_code=201, dependencies=[Depends(unless_key_lacks("ideas:write")), Depends(one_more_submission)])
async def new_idea(body: NewIdea, staff: StaffIfAny, language: ReadLanguage, runtime: TheRuntime) -> SuggestedIdea:
    """Suggest something. The answer holds the tracking number, and the ``key``, which is shown this once.

    Letters, phone calls and meetings are entered by staff. The same ``submission_id`` is taken once, and answered
    the same way again.
    """
    command = body.command(is_entered_by_staff=staff is not None and bool(staff.roles & _ENTERS))
    idea, key = await suggest_idea(command, runtime.database, runtime.clock)
    seen = await see_idea(idea.number, Visitor(roles_of(staff)), runtime.database)
    return SuggestedIdea.of_new(seen, key, language, runtime.clock.now())


@router.get("")
async def some_ideas(
    page: WantedChanges,
    staff: StaffIfAny,
    language: ReadLanguage,
    runtime: TheRuntime,
    round_id: Annotated[list[UUID] | None, Query(description="Of these rounds; of all if none is named.")] = None,
    state: Annotated[list[str] | None, Query()] = None,
    area_id: UUID | None = None,
    q: Annotated[CleanLine, Query(max_length=200, description="Words that the idea holds.")] = "",
    order: Literal["newest", "oldest"] = "newest",
) -> ListBody[IdeaItem]:
    """Ideas: for everybody those that are accepted or further, for staff all.

    With ``updated_since`` those that were changed since; without ``q`` also those that were public and are
    no more. Their own words are null then: forget what you have of them. ``total`` is counted to 1,000 with ``q``, to
    10,000 with ``updated_since``: go on by ``next``.
    """
    wanted = Wanted(state or [], round_id or (), area_id, q, order)
    found = await list_ideas(wanted, page, roles_of(staff), runtime.database)
    items = [IdeaItem.of(seen, language, runtime.clock.now()) for seen in found.items]
    return list_body(items, found, page)


@router.get("/similar")
async def similar_ideas(
    round_id: UUID,
    text: Annotated[CleanText, Query(max_length=5000)],
    language: ReadLanguage,
    runtime: TheRuntime,
) -> ListBody[IdeaItem]:
    """Up to five public ideas of the round that seem to want the same as the text."""
    found = await find_similar_ideas(round_id, text, runtime.database)
    items = [IdeaItem.of(seen, language, runtime.clock.now()) for seen in found]
    return whole_list(items)


@router.get("/{number}")
async def one_idea(number: str, visitor: IdeaVisitor, language: ReadLanguage, runtime: TheRuntime) -> IdeaBody:
    """The idea of that tracking number (or id) with its life line.

    Before it is accepted its own words are left out, except for staff and whoever sends its X-Idea-Key.
    """
    return IdeaBody.of_seen(await see_idea(number, visitor, runtime.database), language, runtime.clock.now())
