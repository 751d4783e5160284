"""Take the next step with a comment: which steps there are stands in the workflow."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.version import demand_unchanged
from libs.shared.kernel.workflow import Action
from libs.shared.platform.storage.database import Database
from services.deliberation.domain.comment import Comment
from services.deliberation.domain.errors import OnlyQuestionsAreAnswered
from services.deliberation.domain.workflow import WORKFLOW, offered_for
from services.deliberation.storage import comments, subjects
from services.deliberation.use_cases.move_comment import move_comment


@dataclass(frozen=True, slots=True)
class TakeAction:
    """Which step to take with which comment, what it asks for, and as which versions of it it was seen."""

    comment_id: UUID
    action: str
    visitor: Visitor
    fields: Mapping[str, object]
    seen: Collection[str] = ()


async def take_action(command: TakeAction, database: Database, clock: Clock) -> Comment:
    """The comment after the step.

    Raises:
        CommentIsNotKnown: if there is none.
        ActionIsNotKnown: if no comment can do that.
        ActionIsNotYours: if it is for other roles.
        StateHasChanged: if the comment's state does not allow it.
        FieldsAreWrong: if what it asks for is missing or malformed.
        ItHasChanged: if the comment is not as it was seen.
        OnlyQuestionsAreAnswered: if an answer is given to something else.
        WordsAreErased: if it is to be shown again, and its words are not kept any more.
    """
    async with database.transaction() as tx:
        comment, key = await comments.lock(tx.session, command.comment_id)
        roles = command.visitor.roles_with(key.lock)
        step = WORKFLOW.take(command.action, comment.state, roles, command.fields)
        demand_unchanged(command.seen, comment.version)
        if step.action.name == "answer" and comment.kind != "question":
            raise OnlyQuestionsAreAnswered
        subject = await subjects.get(tx.session, comment.subject_id)
        return await move_comment(tx, comment, subject, step, clock.now())


async def offered_actions(comment_id: UUID, visitor: Visitor, database: Database) -> tuple[list[Action], Comment]:
    """What whoever asks can do with the comment now, and the comment.

    Raises:
        CommentIsNotKnown: if there is none.
    """
    async with database.reading() as session:
        comment, key = await comments.get(session, comment_id)
        allowed = WORKFLOW.offered(comment.state, visitor.roles_with(key.lock))
        is_question, is_reported = comment.kind == "question", bool(comment.reports)
        return offered_for(allowed, is_question=is_question, is_reported=is_reported), comment
