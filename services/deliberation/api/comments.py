"""Comments over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from libs.shared.platform.access.staff import Staff, signed_in
from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.access.visitors import demand_somebody
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body, whole_list
from libs.shared.platform.api.versions import SeenVersions
from libs.shared.platform.api.workflow_bodies import ActionBody, ActionRequest, offered
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.deliberation.api.comment_bodies import CommentBody, NewReport, WholeCommentBody
from services.deliberation.api.visitors import CommentVisitor
from services.deliberation.domain.queue import Queue
from services.deliberation.use_cases.report_comment import report_comment
from services.deliberation.use_cases.see_comments import see_comment, see_queue, see_replies
from services.deliberation.use_cases.take_action import TakeAction, offered_actions, take_action

router = APIRouter(prefix="/api/deliberation/v1/comments", tags=["comments"])


@router.get("")
async def some_comments(
    queue: Queue,
    page: WantedChanges,
    _: Annotated[Staff, Depends(signed_in)],
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
) -> ListBody[WholeCommentBody]:
    """What waits for the office, oldest first, for staff: to be read, reported, or to be answered."""
    seen = await see_queue(queue, page, database)
    items = [WholeCommentBody.in_queue(comment, seen.subjects, language) for comment in seen.found.items]
    return list_body(items, seen.found, page)


@router.get("/{comment_id}")
async def one_comment(
    comment_id: UUID,
    visitor: CommentVisitor,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
) -> WholeCommentBody:
    """The comment; with its X-Comment-Key also before it is shown."""
    seen = await see_comment(comment_id, visitor, database)
    return WholeCommentBody.of_seen(seen, language, is_staff=bool(visitor.roles))


@router.get("/{comment_id}/replies")
async def replies_to_comment(
    comment_id: UUID, page: WantedChanges, language: ReadLanguage, database: Annotated[Database, Depends(database_of)]
) -> ListBody[CommentBody]:
    """All replies in the thread that the comment stands in, oldest first."""
    found = await see_replies(comment_id, page, database)
    return list_body([CommentBody.of(reply, language) for reply in found.items], found, page)


@router.get("/{comment_id}/actions")
async def possible_comment_actions(
    comment_id: UUID,
    visitor: CommentVisitor,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
) -> ListBody[ActionBody]:
    """What you can do with the comment now, and what each action asks for."""
    demand_somebody(visitor)
    actions, comment = await offered_actions(comment_id, visitor, database)
    return whole_list(offered(actions, {}, language, comment))


@router.post("/{comment_id}/actions")
async def act_on_comment(
    comment_id: UUID,
    body: ActionRequest,
    visitor: CommentVisitor,
    seen: SeenVersions,
    language: ReadLanguage,
    runtime: Annotated[Runtime, Depends(runtime_of)],
) -> WholeCommentBody:
    """Do it. If somebody else was quicker the answer is 409 ``state-has-changed``."""
    demand_somebody(visitor)
    command = TakeAction(comment_id, body.action, visitor, body.fields, seen)
    await take_action(command, runtime.database, runtime.clock)
    now = await see_comment(comment_id, visitor, runtime.database)
    return WholeCommentBody.of_seen(now, language, is_staff=bool(visitor.roles))


@router.post("/{comment_id}/reports", status_code=201, dependencies=[Depends(one_more_submission)])
async def new_report(
    comment_id: UUID, body: NewReport, language: ReadLanguage, database: Annotated[Database, Depends(database_of)]
) -> CommentBody:
    """Say that the comment should not be shown. A person of the office looks at it again, and decides."""
    return CommentBody.of(await report_comment(comment_id, body.criterion, database), language)
