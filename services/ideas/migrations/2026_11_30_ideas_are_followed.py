"""People follow and support ideas."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "2026_11_30_ideas_are_followed"
down_revision = "2026_11_30_the_desk_is_a_workbench"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_followers()
    _create_news()
    op.create_table(
        "supports",
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("mark", sa.LargeBinary, primary_key=True),
        sa.Column("supported_at", _TIME, nullable=False),
    )


def _create_followers() -> None:
    op.create_table(
        "followers",
        sa.Column("follower_id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("pace", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("links_sent", ARRAY(_TIME), nullable=False),
    )
    op.create_index("followers_by_address", "followers", ["kind", sa.text("lower(address)")], unique=True)
    op.create_table(
        "follows",
        sa.Column("follow_id", sa.Uuid, primary_key=True),
        _of_follower(),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("about_id", sa.Uuid, nullable=False),
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("confirmed_at", _TIME),
    )
    op.create_index("follows_of_followers", "follows", ["follower_id", "about_id"], unique=True)
    op.create_index("follows_of_things", "follows", ["about_id"])


def _create_news() -> None:
    op.create_table(
        "follower_news",
        _of_follower(primary_key=True),
        sa.Column("line_id", sa.BigInteger, sa.ForeignKey("life_lines.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("pace", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("telling_id", sa.Uuid, index=True),
    )
    op.create_index(
        "follower_news_waiting", "follower_news", ["pace", "at"], postgresql_where=sa.text("telling_id is null")
    )
    op.create_table(
        "follower_tellings",
        sa.Column("telling_id", sa.Uuid, primary_key=True),
        _of_follower(index=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("refusals", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _TIME, nullable=False, index=True),
    )


def _of_follower(*, primary_key: bool = False, index: bool = False) -> sa.Column[UUID]:
    of = sa.ForeignKey("followers.follower_id", ondelete="CASCADE")
    return sa.Column("follower_id", sa.Uuid, of, nullable=False, primary_key=primary_key, index=index or None)
