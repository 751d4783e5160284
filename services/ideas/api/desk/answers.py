"""Answers that are looked at, and prepared, before everybody reads them, over HTTP."""

from fastapi import APIRouter

from libs.shared.kernel.key import Visitor
from libs.shared.platform.access.staff import roles_of
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedPage, list_body
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionRequest
from services.ideas.api.at_hand import Office, TheRuntime
from services.ideas.api.desk.answer_bodies import PreparedAnswerBody, PreviewBody
from services.ideas.api.desk.at_desk import AtDesk
from services.ideas.api.idea_bodies import IdeaBody
from services.ideas.use_cases.desk.prepare_answers import (
    drop_prepared,
    prepare_answer,
    preview_action,
    publish_prepared,
    see_own,
    see_prepared,
)
from services.ideas.use_cases.take_action import TakeAction

router = APIRouter(prefix="/api/ideas/v1/desk", tags=["desk"])


@router.post("/ideas/{number}/preview")
async def preview(
    number: str, body: ActionRequest, staff: Office, seen: SeenVersions, runtime: TheRuntime
) -> PreviewBody:
    """What the action would make of the idea. Nothing is done, and nobody is told."""
    command = TakeAction(number, body.action, Visitor(roles_of(staff), staff_id=staff.staff_id), body.fields, seen)
    return PreviewBody.model_validate(
        await preview_action(command, runtime.database, runtime.clock), from_attributes=True
    )


@router.get("/prepared")
async def prepared(
    page: WantedPage, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime
) -> ListBody[PreparedAnswerBody]:
    """The answers that you have prepared, oldest first."""
    found = await see_prepared(desk, page, runtime.database)
    return list_body([PreparedAnswerBody.of(each, language, desk.now) for each in found.items], found, page)


@router.put("/ideas/{number}/prepared")
async def prepare(
    number: str,
    body: ActionRequest,
    staff: Office,
    desk: AtDesk,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: TheRuntime,
) -> PreparedAnswerBody:
    """Prepare an action for the idea, as you saw it: nobody outside knows of it before you publish it."""
    command = TakeAction(number, body.action, Visitor(roles_of(staff), staff_id=staff.staff_id), body.fields, seen)
    answer = await prepare_answer(command, desk, runtime.database, runtime.clock)
    return PreparedAnswerBody.of(answer, language, desk.now)


@router.get("/ideas/{number}/prepared")
async def own_prepared(number: str, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime) -> PreparedAnswerBody:
    """What you have prepared for the idea; 404 ``no-answer-is-prepared`` if nothing."""
    return PreparedAnswerBody.of(await see_own(number, desk, runtime.database), language, desk.now)


@router.delete("/ideas/{number}/prepared", status_code=204)
async def drop(number: str, staff: Office, runtime: TheRuntime) -> None:
    """Give up what is prepared for the idea, whoever has prepared it."""
    await drop_prepared(number, runtime.database)


@router.post("/ideas/{number}/prepared/publish")
async def publish(number: str, staff: Office, desk: AtDesk, language: ReadLanguage, runtime: TheRuntime) -> IdeaBody:
    """Do what you have prepared. If the idea is another than you saw (412) it is not done, and stays prepared."""
    visitor = Visitor(roles_of(staff), staff_id=staff.staff_id)
    after = await publish_prepared(number, visitor, desk, runtime.database, runtime.clock)
    return IdeaBody.of_seen(after, language, desk.now)
