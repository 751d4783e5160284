"""Decisions over HTTP: recorded and corrected by the office, read by everybody."""

from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from libs.shared.platform.access.staff import StaffIfAny, roles_of
from libs.shared.platform.api.described import responses
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body, whole_list
from libs.shared.platform.api.typed import PlainSigns
from libs.shared.platform.api.versions import SeenVersions
from services.ideas.api.at_hand import Office, TheDatabase, TheRuntime
from services.ideas.api.decisions.decision_bodies import (
    CorrectedDecision,
    DecidableBody,
    DecisionBody,
    DecisionItem,
    NewDecision,
    decidable_bodies,
)
from services.ideas.domain.decisions.decision import ResolvingBody, WantedDecisions
from services.ideas.use_cases.decisions.correct_decision import correct_decision
from services.ideas.use_cases.decisions.record_decision import record_decision
from services.ideas.use_cases.decisions.see_decisions import list_decisions, see_decision, what_can_be_decided

router = APIRouter(prefix="/api/ideas/v1/decisions", tags=["decisions"])


@router.get("")
async def all_decisions(
    page: WantedChanges,
    database: TheDatabase,
    round_id: UUID | None = None,
    idea_id: UUID | None = None,
    body: ResolvingBody | None = None,
) -> ListBody[DecisionItem]:
    """Decisions, the one that was recorded last first. None is ever taken away."""
    found = await list_decisions(WantedDecisions(round_id, idea_id, body), page, database)
    return list_body([DecisionItem.of_listed(each) for each in found.items], found, page)


@router.get("/choices", responses=responses(404))
async def choices_of_decisions(
    body: ResolvingBody,
    idea: Annotated[list[PlainSigns], Query(min_length=1, max_length=200, description="Numbers or ids of ideas.")],
    staff: Office,
    language: ReadLanguage,
    database: TheDatabase,
) -> ListBody[DecidableBody]:
    """What the body can decide about these ideas now, and what each result asks for; of those that there are."""
    return whole_list(decidable_bodies(await what_can_be_decided(body, idea, database), language))


@router.get("/{decision_id}")
async def one_decision(
    decision_id: UUID, staff: StaffIfAny, language: ReadLanguage, runtime: TheRuntime
) -> DecisionBody:
    """One decision with what it says of each of its ideas."""
    return DecisionBody.of(await see_decision(decision_id, roles_of(staff), runtime.database), language)


@router.post("", status_code=201)
async def new_decision(body: NewDecision, staff: Office, language: ReadLanguage, runtime: TheRuntime) -> DecisionBody:
    """Record a decision: each of its ideas goes on by it at once, or, if one cannot, none does."""
    zone = ZoneInfo(runtime.settings.time_zone)
    made = await record_decision(body.command(), runtime.database, runtime.clock, zone)
    return DecisionBody.of(await see_decision(made, roles_of(staff), runtime.database), language)


@router.put("/{decision_id}/paper")
async def paper_corrected(
    decision_id: UUID,
    body: CorrectedDecision,
    staff: Office,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> DecisionBody:
    """Correct what is recorded of its paper, for a public reason; the original is kept apart for 90 days.

    The results stand: a body that decides anew has another paper.
    """
    zone = ZoneInfo(runtime.settings.time_zone)
    at = runtime.database, runtime.clock, zone
    await correct_decision(decision_id, body.paper(), body.correction, *at, seen)
    return DecisionBody.of(await see_decision(decision_id, roles_of(staff), runtime.database), language)
