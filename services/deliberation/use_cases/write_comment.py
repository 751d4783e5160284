"""Say something about an idea or a proposal, or ask the administration about it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from libs.shared.events.deliberation import CommentMade, CommentShown
from libs.shared.kernel.clock import Clock
from libs.shared.kernel.contact import Contact
from libs.shared.kernel.ids import new_id
from libs.shared.kernel.key import Key, hash_of_submission
from libs.shared.platform.storage.database import Database, Transaction
from services.deliberation.domain.comment import Comment, CommentKind, Side, demand_fitting
from services.deliberation.domain.errors import CommentTakesNoReplies, DiscussionIsClosed
from services.deliberation.domain.subject import Subject
from services.deliberation.storage import comments, contacts, subjects

CONTACTS_ARE_KEPT = timedelta(days=180)
"""How long whoever wrote something can be told what came of it."""


@dataclass(frozen=True, slots=True)
class WriteComment:
    """What somebody says of what, and how to reach them if they want to be told."""

    subject_id: UUID
    kind: CommentKind
    side: Side
    text: str
    name: str | None = None
    parent_id: UUID | None = None
    contact: Contact | None = None
    language: str = "en"
    submission_id: UUID | None = None


async def write_comment(
    command: WriteComment, database: Database, clock: Clock, *, is_shown_at_once: bool
) -> tuple[Comment, Subject, str]:
    """The comment, what it is about, and the key to it; the earlier ones if it was sent in before under the same id.

    Raises:
        DiscussionIsNotKnown: if there is nothing public to be discussed.
        DiscussionIsClosed: if nobody can say more about it.
        QuestionStandsAlone: if a question takes a side, or replies to somebody.
        CommentIsNotKnown: if there is no such comment to reply to.
        CommentTakesNoReplies: if what it replies to is not shown, or is said of something else.
        RepliesGoNoDeeper: if it replies to the deepest reply.
    """
    async with database.transaction() as tx:
        if earlier := await _earlier(tx, command):
            return earlier
        # Shared: whoever closes the discussion, or hides what is replied to, comes before this or after it.
        subject = await subjects.share(tx.session, command.subject_id)
        if subject.closed_because:
            raise DiscussionIsClosed(subject.closed_because)
        parent = await _parent(tx, command)
        demand_fitting(command.kind, command.side, parent)
        key, given_out = Key.made(command.submission_id)
        comment = _comment(command, parent, clock, is_shown=is_shown_at_once)
        if not await comments.add(tx.session, comment, key):
            found = await _earlier(tx, command)
            assert found is not None
            return found
        await _begin(tx, comment, subject, command.contact)
        return comment, subject, given_out


async def _earlier(tx: Transaction, command: WriteComment) -> tuple[Comment, Subject, str] | None:
    if command.submission_id is None:
        return None
    found = await comments.of_submission(tx.session, hash_of_submission(command.submission_id))
    if found is None:
        return None
    comment, key = found
    return comment, await subjects.get(tx.session, comment.subject_id), key.again(command.submission_id)


async def _parent(tx: Transaction, command: WriteComment) -> Comment | None:
    if command.parent_id is None:
        return None
    parent, _ = await comments.lock(tx.session, command.parent_id)
    if parent.subject_id != command.subject_id:
        raise CommentTakesNoReplies(parent.comment_id)
    return parent


def _comment(command: WriteComment, parent: Comment | None, clock: Clock, *, is_shown: bool) -> Comment:
    comment_id, now = new_id(), clock.now()
    return Comment(
        comment_id=comment_id,
        subject_id=command.subject_id,
        parent_id=command.parent_id,
        thread_id=parent.thread_id if parent else comment_id,
        depth=parent.depth + 1 if parent else 0,
        kind=command.kind,
        side=command.side,
        text=command.text,
        name=command.name,
        language=command.language,
        said_at=now,
        state="shown" if is_shown else "waiting",
        state_since=now,
        was_shown=is_shown,
    )


async def _begin(tx: Transaction, comment: Comment, subject: Subject, contact: Contact | None) -> None:
    if contact:
        erase_on = (comment.said_at + CONTACTS_ARE_KEPT).date()
        await contacts.add(tx.session, comment.comment_id, contact, erase_on)
    about: dict[str, Any] = {
        "comment_id": comment.comment_id,
        "subject_id": subject.subject_id,
        "subject_kind": subject.kind,
        "comment_kind": comment.kind,
        "side": comment.side,
        "in_reply_to": comment.parent_id,
    }
    tx.announce(CommentMade(**about))
    if comment.is_shown:
        tx.announce(CommentShown(**about))
