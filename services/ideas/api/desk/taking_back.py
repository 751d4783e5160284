"""Answers from the desk over HTTP, which are kept back for a time, and can be taken back in it."""

from fastapi import APIRouter, Depends

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.staff import SignedIn, roles_of, staff_with
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionRequest
from services.ideas.api.at_hand import MODERATION, Office, TheRuntime
from services.ideas.api.desk.answer_bodies import GivenAnswerBody, NewTimeToTakeBack, TimeToTakeBackBody
from services.ideas.domain.desk.queue import Desk
from services.ideas.use_cases.desk.answer_from_desk import (
    answer_from_desk,
    see_time_to_take_back,
    set_time_to_take_back,
    take_answer_back,
)
from services.ideas.use_cases.take_action import TakeAction

router = APIRouter(prefix="/api/ideas/v1/desk", tags=["desk"])


@router.post("/ideas/{number}/answers")
async def answer(
    number: str, body: ActionRequest, staff: SignedIn, seen: SeenVersions, runtime: TheRuntime
) -> GivenAnswerBody:
    """Answer from the desk. If the council has set a time, nothing is done or told before ``goes_out_at``.

    Until then you can take it back, and staff who want to answer otherwise get 409 ``answer-is-kept-back``. If the
    idea changes meanwhile, as when its author withdraws it, the answer does not go out and comes back to you. What
    takes words down is done at once.
    """
    command = TakeAction(number, body.action, Visitor(roles_of(staff), staff_id=staff.staff_id), body.fields, seen)
    desk = Desk(staff.staff_id, runtime.clock.now())
    return GivenAnswerBody.of(await answer_from_desk(command, desk, runtime.database, runtime.clock))


@router.post("/ideas/{number}/answers/take-back", status_code=204)
async def take_back(number: str, staff: SignedIn, runtime: TheRuntime) -> None:
    """Take the answer back while nothing was told; 409 ``no-answer-is-kept-back`` if it is too late.

    It stays among those that its writer has prepared. Whoever moderates takes back anybody's, others their own.
    """
    desk = Desk(staff.staff_id, runtime.clock.now())
    is_anybodys = not roles_of(staff).isdisjoint(MODERATION)
    await take_answer_back(number, desk, runtime.database, is_anybodys=is_anybodys)


@router.get("/time-to-take-back")
async def time_to_take_back(staff: Office, runtime: TheRuntime) -> TimeToTakeBackBody:
    """How long an answer from the desk is kept back."""
    return TimeToTakeBackBody.of(await see_time_to_take_back(runtime.database))


@router.put("/time-to-take-back", dependencies=[Depends(staff_with("administrator"))])
async def other_time_to_take_back(
    body: NewTimeToTakeBack, seen: SeenVersions, runtime: TheRuntime
) -> TimeToTakeBackBody:
    """Set how long. Answers that are kept back already go out when it was said."""
    return TimeToTakeBackBody.of(await set_time_to_take_back(body.wanted(), seen, runtime.database))
