"""Staff leave notes, answer by templates, and prepare answers before they publish them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_answers_are_prepared"
down_revision = "2026_11_30_z_decisions"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "desk_notes",
        sa.Column("note_id", sa.Uuid, primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), nullable=False, index=True),
        sa.Column("written_by", sa.Uuid, nullable=False),
        sa.Column("written_at", _TIME, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "answer_templates",
        sa.Column("template_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("texts", JSONB, nullable=False),
    )
    op.create_index("answer_templates_by_name", "answer_templates", [sa.text("lower(name)")], unique=True)
    op.create_table(
        "prepared_answers",
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("fields", JSONB, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.Column("says", sa.Text, nullable=False),
        sa.Column("prepared_by", sa.Uuid, nullable=False),
        sa.Column("prepared_at", _TIME, nullable=False),
    )
    op.create_index("prepared_answers_of_staff", "prepared_answers", ["prepared_by", "prepared_at", "idea_id"])
