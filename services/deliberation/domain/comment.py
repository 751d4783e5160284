"""A comment: what somebody says for or against an idea or a proposal, or asks the administration about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from libs.shared.kernel.own_words import OwnWords
from libs.shared.kernel.version import version_of
from services.deliberation.domain.errors import CommentTakesNoReplies, QuestionStandsAlone, RepliesGoNoDeeper

CommentKind = Literal["comment", "question"]
Side = Literal["for", "against", "none"]

LONGEST = 2000
LONGEST_NAME = 60
DEEPEST = 2
"""How deep replies go: to a reply to a comment. Deeper ones cannot be read on a telephone."""

MOST_REPORTS = 1000


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as it stands now. Words that were taken down are not in it."""

    comment_id: UUID
    subject_id: UUID
    parent_id: UUID | None
    thread_id: UUID
    depth: int
    kind: CommentKind
    side: Side
    text: str
    name: str | None
    language: str
    said_at: datetime
    state: str
    state_since: datetime
    was_shown: bool = False
    criterion: str | None = None
    reason: str | None = None
    answer: str | None = None
    office: str | None = None
    answered_at: datetime | None = None
    was_answered_otherwise: bool = False
    reports: Mapping[str, int] = field(default_factory=dict)

    @property
    def own_words(self) -> OwnWords:
        """What somebody typed."""
        return OwnWords(self.name or "", self.text)

    @property
    def is_shown(self) -> bool:
        """Whether everybody may read it."""
        return self.state == "shown"

    @property
    def version(self) -> str:
        """Another one whenever somebody decided something. A report decides nothing: it must not keep staff waiting."""
        return version_of(replace(self, reports={}))


def demand_fitting(kind: CommentKind, side: Side, parent: Comment | None) -> None:
    """Nothing, if the new comment can stand where it is to stand.

    Raises:
        QuestionStandsAlone: if a question takes a side, or replies to somebody.
        CommentTakesNoReplies: if what it replies to is not shown.
        RepliesGoNoDeeper: if it replies to the deepest reply.
    """
    if kind == "question" and (side != "none" or parent):
        raise QuestionStandsAlone
    if parent and not parent.is_shown:
        raise CommentTakesNoReplies(parent.comment_id)
    if parent and parent.depth >= DEEPEST:
        raise RepliesGoNoDeeper(DEEPEST)


def with_report(reports: Mapping[str, int], criterion: str) -> dict[str, int]:
    """The reports with one more, counted up to a bound: more would change nothing."""
    return {**reports, criterion: min(MOST_REPORTS, reports.get(criterion, 0) + 1)}
