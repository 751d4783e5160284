"""The roll, polls with their keys, and staff."""

import sqlalchemy as sa
from alembic import op

from libs.shared.platform.storage.migrating import create_platform_tables

revision = "2026_11_23_the_first_tables"
down_revision = None


def upgrade() -> None:
    create_platform_tables(op)
    op.create_table(
        "rounds",
        sa.Column("round_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "areas",
        sa.Column("area_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("lies_in", sa.ARRAY(sa.Uuid), nullable=False),
    )
    op.create_table(
        "roll",
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), primary_key=True),
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("area_id", sa.Uuid),
        sa.Column("code_mac", sa.LargeBinary, unique=True),
    )
    op.create_table(
        "polls",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, nullable=False, index=True),
        sa.Column("area_id", sa.Uuid),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("channels", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "poll_keys",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("salt", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("is_disabled", sa.Boolean, nullable=False),
    )
    op.create_index("staff_by_name", "staff", [sa.text("lower(name)")], unique=True)
