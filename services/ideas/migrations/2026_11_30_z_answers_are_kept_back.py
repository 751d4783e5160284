"""Answers from the desk are kept back for a time that the council sets, in which they can be taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_z_answers_are_kept_back"
down_revision = "2026_11_30_answers_are_prepared"


def upgrade() -> None:
    op.add_column("prepared_answers", sa.Column("goes_out_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("prepared_answers", sa.Column("roles", JSONB, nullable=False, server_default="[]"))
    op.add_column("prepared_answers", sa.Column("came_back", sa.Boolean, nullable=False, server_default="false"))
    op.create_index(
        "prepared_answers_that_go_out",
        "prepared_answers",
        ["goes_out_at", "idea_id"],
        postgresql_where=sa.text("goes_out_at is not null"),
    )
    op.create_table(
        "time_to_take_back",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("minutes", sa.Integer, nullable=False),
    )
