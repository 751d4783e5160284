"""The desk finds what waits by indexes alone, and knows whose it is to answer and who is at it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_the_desk_is_a_workbench"
down_revision = "2026_11_30_sittings"

_TIME = sa.DateTime(timezone=True)
_SIFTED_BY = ["round_id", "area_id", "language", "channel"]


def upgrade() -> None:
    op.create_table(
        "departments",
        sa.Column("department_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("is_closed", sa.Boolean, nullable=False),
    )
    op.create_index("departments_by_name", "departments", [sa.text("lower(name)")], unique=True)
    op.create_table(
        "desk_places",
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("department_id", sa.Uuid, sa.ForeignKey("departments.department_id"), index=True),
        sa.Column("held_by", sa.Uuid, index=True),
        sa.Column("held_until", _TIME),
    )
    op.create_table(
        "desk_skips",
        sa.Column("staff_id", sa.Uuid, primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("until", _TIME, nullable=False),
    )
    op.create_index(
        "ideas_of_state_by_time",
        "ideas",
        ["state", "submitted_at", "idea_id"],
        postgresql_include=["state_since", *_SIFTED_BY],
    )
    op.create_index(
        "ideas_of_state_by_deadline",
        "ideas",
        ["state", "state_since", "idea_id"],
        postgresql_include=["submitted_at", *_SIFTED_BY],
    )
