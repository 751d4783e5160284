"""Workflows have drafts, and say whether their publishing was announced."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzzz_workflows_have_drafts"
down_revision = "2026_11_30_zzzzzz_files_of_ideas_are_taken"


def upgrade() -> None:
    op.create_table(
        "workflow_drafts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("based_on", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid, nullable=False),
    )
    op.add_column("workflows", sa.Column("is_announced", sa.Boolean, nullable=False, server_default=sa.text("false")))
