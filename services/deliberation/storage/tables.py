"""The tables of deliberation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.shared.platform.storage.changed_rows import ChangeColumns
from libs.shared.platform.storage.contact_rows import ContactColumns
from libs.shared.platform.storage.key_rows import KeyColumns
from libs.shared.platform.storage.original_rows import OriginalColumns
from libs.shared.platform.telling.telling_rows import AddressedColumns
from services.deliberation.domain.subject import Ending, SubjectKind


class DeliberationTable(DeclarativeBase):
    """The tables that deliberation has besides the platform's."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own way
        str: Text,
        bytes: LargeBinary,
        date: Date,
        datetime: DateTime(timezone=True),
        dict[str, int]: JSONB,
    }


class SubjectRow(DeliberationTable):
    """An idea or a proposal that is public, or was, as its service announced it."""

    __tablename__ = "subjects"

    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[SubjectKind] = mapped_column(Text)
    number: Mapped[str]
    idea_id: Mapped[UUID | None] = mapped_column(index=True)
    is_public: Mapped[bool]
    ended: Mapped[Ending | None] = mapped_column(Text)


class CommentRow(KeyColumns, ChangeColumns, DeliberationTable):
    """A comment as it stands now."""

    __tablename__ = "comments"

    comment_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(ForeignKey("subjects.subject_id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.comment_id"))
    thread_id: Mapped[UUID]
    depth: Mapped[int]
    kind: Mapped[str]
    side: Mapped[str]
    text: Mapped[str]
    name: Mapped[str | None]
    language: Mapped[str]
    said_at: Mapped[datetime]
    state: Mapped[str]
    state_since: Mapped[datetime]
    was_shown: Mapped[bool]
    criterion: Mapped[str | None]
    reason: Mapped[str | None]
    answer: Mapped[str | None]
    office: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    was_answered_otherwise: Mapped[bool]
    reports: Mapped[dict[str, int]]

    __table_args__ = (
        Index("comments_by_time", "said_at", "comment_id"),
        Index("comments_of_subjects", "subject_id", "kind", "side", "said_at", "comment_id"),
        Index("comments_of_threads", "thread_id", "said_at", "comment_id"),
        Index("comments_waiting", "said_at", "comment_id", postgresql_where=sql("state = 'waiting'")),
        Index("comments_reported", "said_at", "comment_id", postgresql_where=sql("reports <> '{}'")),
        Index(
            "questions_unanswered",
            "said_at",
            "comment_id",
            postgresql_where=sql("kind = 'question' and state = 'shown' and answered_at is null"),
        ),
    )


class OriginalRow(OriginalColumns, DeliberationTable):
    """Words of a comment, or of the office about it, that were taken down; for the office alone, and not for long."""

    __tablename__ = "originals"


class ContactRow(ContactColumns, DeliberationTable):
    """How to reach whoever wrote a comment; nowhere else, and not for ever."""

    __tablename__ = "contacts"

    comment_id: Mapped[UUID] = mapped_column(primary_key=True)


class TellingRow(AddressedColumns, DeliberationTable):
    """One piece of news for whoever wrote a comment. It goes with the contact when that is erased."""

    __tablename__ = "tellings"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("contacts.comment_id", ondelete="CASCADE"), index=True)

    __table_args__ = (Index("tellings_waiting", "next_attempt_at", postgresql_where=sql("state = 'waiting'")),)
