"""What may be discussed, comments, words that were taken down, contacts, what is told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.shared.platform.storage.migrating import create_platform_tables

revision = "2026_11_30_the_first_tables"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_platform_tables(op)
    _create_subjects()
    _create_comments()
    _create_indexes_of_comments()
    _create_originals()
    _create_contacts()
    _create_tellings()


def _create_subjects() -> None:
    op.create_table(
        "subjects",
        sa.Column("subject_id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("idea_id", sa.Uuid, index=True),
        sa.Column("is_public", sa.Boolean, nullable=False),
        sa.Column("ended", sa.Text),
    )


def _create_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("comment_id", sa.Uuid, primary_key=True),
        sa.Column("subject_id", sa.Uuid, sa.ForeignKey("subjects.subject_id"), nullable=False),
        sa.Column("parent_id", sa.Uuid, sa.ForeignKey("comments.comment_id")),
        sa.Column("thread_id", sa.Uuid, nullable=False),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("said_at", _TIME, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_since", _TIME, nullable=False),
        sa.Column("was_shown", sa.Boolean, nullable=False),
        sa.Column("criterion", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("answer", sa.Text),
        sa.Column("office", sa.Text),
        sa.Column("answered_at", _TIME),
        sa.Column("was_answered_otherwise", sa.Boolean, nullable=False),
        sa.Column("reports", JSONB, nullable=False),
        sa.Column("submission_hash", sa.LargeBinary, unique=True),
        sa.Column("key_salt", sa.LargeBinary),
        sa.Column("key_hash", sa.LargeBinary),
        sa.Column("updated_at", _TIME, nullable=False, server_default=sa.func.clock_timestamp(), index=True),
    )


def _create_indexes_of_comments() -> None:
    by_time = ["said_at", "comment_id"]
    op.create_index("comments_by_time", "comments", by_time)
    op.create_index("comments_of_subjects", "comments", ["subject_id", "kind", "side", *by_time])
    op.create_index("comments_of_threads", "comments", ["thread_id", *by_time])
    parts = {
        "comments_waiting": "state = 'waiting'",
        "comments_reported": "reports <> '{}'",
        "questions_unanswered": "kind = 'question' and state = 'shown' and answered_at is null",
    }
    for name, part in parts.items():
        op.create_index(name, "comments", by_time, postgresql_where=sa.text(part))


def _create_originals() -> None:
    op.create_table(
        "originals",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("of", sa.Uuid, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("is_the_offices", sa.Boolean, nullable=False),
        sa.Column("taken_down_at", _TIME, nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )


def _create_contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("comment_id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )


def _create_tellings() -> None:
    op.create_table(
        "tellings",
        sa.Column("telling_id", sa.Uuid, primary_key=True),
        sa.Column(
            "comment_id",
            sa.Uuid,
            sa.ForeignKey("contacts.comment_id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _TIME),
        sa.Column("trouble", sa.Text),
        sa.Column("done_at", _TIME),
        sa.Column("done_by", sa.Uuid),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("tellings_waiting", "tellings", ["next_attempt_at"], postgresql_where=waiting)
