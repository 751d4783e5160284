"""What ``services/deliberation`` announces: the life of comments. Nobody's words stand in it, nor anybody's name."""

from typing import ClassVar
from uuid import UUID

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.words import CommentKind, Side, SubjectKind


class _AboutAComment(Event):
    audience: ClassVar[Audience] = "public"

    comment_id: UUID
    subject_id: UUID
    subject_kind: SubjectKind

    @property
    def key(self) -> UUID:
        # A discussion keeps one order.
        return self.subject_id


class CommentMade(_AboutAComment):
    """Somebody wrote something. Nobody may have read it yet: it is public once it is told to be shown."""

    type: ClassVar[str] = "deliberation.comment-made.v1"
    audience: ClassVar[Audience] = "integrator"

    comment_kind: CommentKind
    side: Side
    in_reply_to: UUID | None = None


class CommentShown(_AboutAComment):
    """Everybody can read the comment: its words are asked for by its id."""

    type: ClassVar[str] = "deliberation.comment-shown.v1"

    comment_kind: CommentKind
    side: Side
    in_reply_to: UUID | None = None


class CommentHidden(_AboutAComment):
    """Nobody can read the comment, or not any more, by a published criterion: whoever keeps its words forgets them.

    The reason stands in the comment, where it can be said in other words; then this is told once more.
    """

    type: ClassVar[str] = "deliberation.comment-hidden.v1"

    criterion: str


class CommentWithdrawn(_AboutAComment):
    """Whoever wrote the comment took it back: whoever keeps its words forgets them."""

    type: ClassVar[str] = "deliberation.comment-withdrawn.v1"


class QuestionAnswered(_AboutAComment):
    """The administration answered a question, or answers it in other words: whoever keeps the answer asks anew."""

    type: ClassVar[str] = "deliberation.question-answered.v1"
