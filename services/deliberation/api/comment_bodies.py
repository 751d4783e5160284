"""Comments as they are sent in and shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from libs.shared.kernel.words import in_language
from libs.shared.platform.api.contact_bodies import ContactBody, ShownContact
from libs.shared.platform.api.languages import Language
from libs.shared.platform.api.original_bodies import OriginalBody, original_bodies
from libs.shared.platform.api.typed import Line, Paragraphs
from services.deliberation.domain.comment import LONGEST, LONGEST_NAME, Comment, CommentKind, Side
from services.deliberation.domain.subject import Subject, SubjectKind
from services.deliberation.domain.workflow import ASKED, CRITERIA, WORKFLOW
from services.deliberation.use_cases.see_comments import SeenComment
from services.deliberation.use_cases.write_comment import WriteComment

_CRITERIA = {choice.value: choice.label for choice in (*CRITERIA, ASKED)}


class NewComment(BaseModel):
    """What somebody says, or asks the administration. ``language`` is the one they wrote in, and are told in.

    A ``name`` is shown beside it, if there is one. A question takes no side and replies to nobody.
    """

    kind: CommentKind = "comment"
    side: Side = "none"
    text: Annotated[Paragraphs, Field(max_length=LONGEST)]
    name: Annotated[Line, Field(max_length=LONGEST_NAME)] | None = None
    in_reply_to: UUID | None = None
    contact: ContactBody | None = None
    language: Language = "en"
    submission_id: UUID | None = None

    def command(self, subject_id: UUID) -> WriteComment:
        """What is asked for."""
        return WriteComment(
            subject_id,
            self.kind,
            self.side,
            self.text,
            self.name,
            self.in_reply_to,
            self.contact.as_contact() if self.contact else None,
            self.language,
            self.submission_id,
        )


class NewReport(BaseModel):
    """By which criterion the comment should not be shown, as somebody thinks. The office reads for itself."""

    criterion: Literal["insulting", "names-somebody", "not-lawful", "off-topic", "advertising"]


class CommentBody(BaseModel):
    """A comment. Of one that is not shown (any more) everybody reads why, and nothing else of it."""

    comment_id: UUID
    subject_id: UUID
    in_reply_to: UUID | None
    thread_id: UUID
    depth: int
    kind: CommentKind
    side: Side
    text: str | None
    name: str | None
    language: str
    said_at: datetime
    state: str
    state_label: str
    criterion: str | None
    criterion_label: str | None
    reason: str | None
    answer: str | None
    office: str | None
    answered_at: datetime | None
    was_answered_otherwise: bool

    @classmethod
    def of(cls, comment: Comment, language: Language, *, shows_all: bool = False) -> Self:
        """The comment as a body."""
        return cls.model_validate(_shown(comment, language, shows_all=shows_all))


class ThreadBody(CommentBody):
    """A comment that begins a thread, with its replies, oldest first; ``GET …/replies`` has all of them."""

    replies: list[CommentBody] = []

    @classmethod
    def of_thread(cls, comment: Comment, replies: Sequence[Comment], language: Language) -> Self:
        """The comment with its replies."""
        shown = [CommentBody.of(reply, language) for reply in replies]
        return cls.model_validate(_shown(comment, language) | {"replies": shown})


class WholeCommentBody(CommentBody):
    """A comment with what it is about. Send its ``version`` as ``If-Match`` with an action that was decided by it."""

    subject_kind: SubjectKind
    number: str
    version: str | None = None
    reports: dict[str, int] | None = Field(default=None, description="For staff: how often it was reported, and why.")
    contact: ShownContact | None = None
    originals: list[OriginalBody] = []

    @classmethod
    def of_seen(cls, seen: SeenComment, language: Language, *, is_staff: bool) -> Self:
        """The comment as whoever asks may see it."""
        more = {
            "version": seen.comment.version if seen.shows_all else None,
            "reports": dict(seen.comment.reports) if is_staff else None,
            "contact": ShownContact.of(seen.contact),
            "originals": original_bodies(seen.originals),
        }
        shown = _shown(seen.comment, language, shows_all=seen.shows_all) | _about(seen.subject)
        return cls.model_validate(shown | more)

    @classmethod
    def in_queue(cls, comment: Comment, subjects: Mapping[UUID, Subject], language: Language) -> Self:
        """The comment in a list for staff."""
        shown = _shown(comment, language, shows_all=True) | _about(subjects[comment.subject_id])
        return cls.model_validate(shown | {"version": comment.version, "reports": dict(comment.reports)})


class MadeComment(WholeCommentBody):
    """A new comment with the key to it: whoever sends it as X-Comment-Key may withdraw it."""

    key: str


def _about(subject: Subject) -> dict[str, object]:
    return {"subject_kind": subject.kind, "number": subject.number}


def _shown(comment: Comment, language: Language, *, shows_all: bool = False) -> dict[str, object]:
    shows_words = shows_all or comment.is_shown
    # An answer quotes its question.
    words = {name: getattr(comment, name) if shows_words else None for name in ("text", "name", "answer", "office")}
    label = _CRITERIA.get(comment.criterion or "")
    same = {name: getattr(comment, name) for name in CommentBody.model_fields if hasattr(comment, name)}
    return {
        **same,
        **words,
        "in_reply_to": comment.parent_id,
        "state_label": in_language(WORKFLOW.state(comment.state).label, language),
        "criterion_label": in_language(label, language) if label else None,
    }
