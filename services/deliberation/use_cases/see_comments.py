"""See discussions and comments, as much of them as whoever looks may see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.contact import SEES_CONTACTS, Contact
from libs.shared.kernel.key import Visitor
from libs.shared.kernel.own_words import Original
from libs.shared.kernel.page import Found, Page
from libs.shared.platform.storage.database import Database
from services.deliberation.domain.comment import Comment, CommentKind, Side
from services.deliberation.domain.errors import CommentIsNotKnown, DiscussionIsNotKnown
from services.deliberation.domain.queue import Queue
from services.deliberation.domain.subject import Subject
from services.deliberation.storage import comment_lists, comments, contacts, originals, subjects

MOST_REPLIES = 100
"""How many replies come along with a page of threads, of all its threads together."""


@dataclass(frozen=True, slots=True)
class SeenDiscussion:
    """What is discussed, how much of each there is, and how much is not shown, by criterion."""

    subject: Subject
    counts: Mapping[tuple[str, str], tuple[int, int]]
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SeenThreads:
    """A page of what begins threads, with the replies of each."""

    found: Found[Comment]
    replies: Mapping[UUID, Sequence[Comment]]


@dataclass(frozen=True, slots=True)
class SeenComment:
    """A comment with what it is about; for the office, how to reach its author and what was taken down of it."""

    comment: Comment
    subject: Subject
    shows_all: bool
    contact: Contact | None = None
    originals: Sequence[Original] = ()


@dataclass(frozen=True, slots=True)
class SeenQueue:
    """A page of what waits for the office, with what each is about."""

    found: Found[Comment]
    subjects: Mapping[UUID, Subject] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which comments of a discussion somebody looks for, and in which order."""

    subject_id: UUID
    kind: CommentKind | None = None
    side: Side | None = None
    is_newest_first: bool = True


async def see_discussion(subject_id: UUID, database: Database) -> SeenDiscussion:
    """The discussion in numbers.

    Raises:
        DiscussionIsNotKnown: if nothing public is discussed under the id.
    """
    async with database.reading() as session:
        subject = await _public(session, subject_id)
        counts = await comment_lists.counted(session, subject_id)
        return SeenDiscussion(subject, counts, await comment_lists.refused(session, subject_id))


async def see_threads(wanted: Wanted, page: Page, database: Database) -> SeenThreads:
    """A page of the discussion.

    Raises:
        DiscussionIsNotKnown: if nothing public is discussed under the id.
    """
    async with database.reading() as session:
        await _public(session, wanted.subject_id)
        found = await comment_lists.of_subject(
            session, wanted.subject_id, wanted.kind, wanted.side, page, is_newest_first=wanted.is_newest_first
        )
        replies: dict[UUID, list[Comment]] = {}
        threads = [comment.comment_id for comment in found.items]
        for reply in await comments.replies_in(session, threads, MOST_REPLIES):
            replies.setdefault(reply.thread_id, []).append(reply)
        return SeenThreads(found, replies)


async def see_replies(comment_id: UUID, page: Page, database: Database) -> Found[Comment]:
    """A page of all replies in the thread that the comment begins.

    Raises:
        CommentIsNotKnown: if there is none in public.
    """
    async with database.reading() as session:
        comment, _ = await comments.get(session, comment_id)
        subject = await subjects.get(session, comment.subject_id)
        if not (comment.was_shown and subject.is_public):
            raise CommentIsNotKnown(comment_id)
        return await comment_lists.replies_of(session, comment.thread_id, page)


async def see_comment(comment_id: UUID, visitor: Visitor, database: Database) -> SeenComment:
    """The comment; one that was never shown is for staff and whoever wrote it.

    Raises:
        CommentIsNotKnown: if there is none for them.
    """
    async with database.reading() as session:
        comment, key = await comments.get(session, comment_id)
        subject = await subjects.get(session, comment.subject_id)
        roles = visitor.roles_with(key.lock)
        if not roles and not (comment.was_shown and subject.is_public):
            raise CommentIsNotKnown(comment_id)
        is_the_office = bool(SEES_CONTACTS & roles)
        known = await contacts.known(session, [comment_id] if is_the_office else [])
        kept = await originals.of_comment(session, comment_id) if is_the_office else []
        return SeenComment(comment, subject, bool(roles), known.get(comment_id), kept)


async def see_queue(queue: Queue, page: Page, database: Database) -> SeenQueue:
    """A page of what waits for the office, oldest first."""
    async with database.reading() as session:
        found = await comment_lists.in_queue(session, queue, page)
        return SeenQueue(found, await _subjects_of(session, {comment.subject_id for comment in found.items}))


async def _subjects_of(session: AsyncSession, subject_ids: Collection[UUID]) -> dict[UUID, Subject]:
    return {subject.subject_id: subject for subject in await subjects.known(session, subject_ids)}


async def _public(session: AsyncSession, subject_id: UUID) -> Subject:
    subject = await subjects.get(session, subject_id)
    if not subject.is_public:
        raise DiscussionIsNotKnown(subject_id)
    return subject
