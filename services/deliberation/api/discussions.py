"""Discussions over HTTP."""

from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from libs.shared.platform.access.submissions import one_more_submission
from libs.shared.platform.api.languages import ReadLanguage
from libs.shared.platform.api.paging import ListBody, WantedChanges, list_body
from libs.shared.platform.running.runtime import Runtime, database_of, runtime_of
from libs.shared.platform.storage.database import Database
from services.deliberation.api.comment_bodies import MadeComment, NewComment, ThreadBody, WholeCommentBody
from services.deliberation.domain.comment import CommentKind, Side
from services.deliberation.domain.subject import Closed, SubjectKind
from services.deliberation.settings import DeliberationSettings
from services.deliberation.use_cases.see_comments import (
    SeenComment,
    SeenDiscussion,
    Wanted,
    see_discussion,
    see_threads,
)
from services.deliberation.use_cases.write_comment import write_comment

router = APIRouter(prefix="/api/deliberation/v1/discussions", tags=["discussions"])


class DiscussionBody(BaseModel):
    """What is discussed, how much is said, and whether more can be. Replies are not counted."""

    subject_id: UUID
    subject_kind: SubjectKind
    number: str
    is_open: bool
    closed_because: Closed | None
    goes_on_with: UUID | None = Field(description="The proposal that the idea became, which is discussed instead.")
    comments_are_shown: Literal["once-read", "at-once"]
    in_favour: int = Field(description="How many comments speak for it.")
    against: int
    neither: int
    questions: int
    answered: int
    not_shown: dict[str, int] = Field(description="How many comments and replies are not shown, by criterion.")

    @classmethod
    def of(cls, seen: SeenDiscussion, settings: DeliberationSettings) -> Self:
        """The discussion as a body."""
        subject, sides = seen.subject, {side: seen.counts.get(("comment", side), (0, 0))[0] for side in _SIDES}
        questions, answered = seen.counts.get(("question", "none"), (0, 0))
        return cls(
            subject_id=subject.subject_id,
            subject_kind=subject.kind,
            number=subject.number,
            is_open=subject.closed_because is None,
            closed_because=subject.closed_because,
            goes_on_with=subject.goes_on_with,
            comments_are_shown=settings.comments_are_shown,
            in_favour=sides["for"],
            against=sides["against"],
            neither=sides["none"],
            questions=questions,
            answered=answered,
            not_shown=dict(seen.refused),
        )


_SIDES: tuple[Side, ...] = ("for", "against", "none")


@router.get("/{subject_id}")
async def one_discussion(subject_id: UUID, runtime: Annotated[Runtime, Depends(runtime_of)]) -> DiscussionBody:
    """The discussion of the idea or proposal of this id, in numbers; 404 if that is not public."""
    return DiscussionBody.of(await see_discussion(subject_id, runtime.database), runtime.own["settings"])


@router.get("/{subject_id}/comments")
async def comments_of_discussion(
    subject_id: UUID,
    page: WantedChanges,
    language: ReadLanguage,
    database: Annotated[Database, Depends(database_of)],
    kind: CommentKind | None = None,
    side: Side | None = None,
    order: Literal["newest", "oldest"] = "newest",
) -> ListBody[ThreadBody]:
    """What was said, each with its replies. What was shown and is no more keeps its place, without its words.

    With ``updated_since`` those that were changed since: forget what you have of words that are null now.
    """
    wanted = Wanted(subject_id, kind, side, is_newest_first=order == "newest")
    seen = await see_threads(wanted, page, database)
    items = [ThreadBody.of_thread(each, seen.replies.get(each.comment_id, ()), language) for each in seen.found.items]
    return list_body(items, seen.found, page)


@router.post("/{subject_id}/comments", status_code=201, dependencies=[Depends(one_more_submission)])
async def new_comment(
    subject_id: UUID, body: NewComment, language: ReadLanguage, runtime: Annotated[Runtime, Depends(runtime_of)]
) -> MadeComment:
    """Say something, or ask the administration. The answer holds the ``key`` to it, which is shown this once.

    The same ``submission_id`` is taken once, and answered the same way again.
    """
    settings: DeliberationSettings = runtime.own["settings"]
    at_once = settings.comments_are_shown == "at-once"
    written = body.command(subject_id)
    comment, subject, key = await write_comment(written, runtime.database, runtime.clock, is_shown_at_once=at_once)
    shown = WholeCommentBody.of_seen(SeenComment(comment, subject, shows_all=True), language, is_staff=False)
    return MadeComment(**shown.model_dump(), key=key)
