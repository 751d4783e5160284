"""Staff ask departments for their opinion of an idea, with a deadline."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_z_opinions_are_asked"
down_revision = "2026_11_30_z_answers_are_kept_back"

_TIME = sa.DateTime(timezone=True)
_IS_OPEN, _IS_GIVEN = sa.text("answered_at is null"), sa.text("answered_at is not null")


def upgrade() -> None:
    op.create_table(
        "opinions",
        sa.Column("opinion_id", sa.Uuid, primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), nullable=False, index=True),
        sa.Column("department_id", sa.Uuid, sa.ForeignKey("departments.department_id"), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Uuid, nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("stance", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("written_by", sa.Uuid, nullable=True),
        sa.Column("answered_at", _TIME, nullable=True),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
    of_idea = ["idea_id", "department_id"]
    op.create_index("opinions_asked_once", "opinions", of_idea, unique=True, postgresql_where=_IS_OPEN)
    due, given = ["due_at", "opinion_id"], ["answered_at", "opinion_id"]
    op.create_index("opinions_awaited", "opinions", due, postgresql_where=_IS_OPEN)
    op.create_index("opinions_given", "opinions", given, postgresql_where=_IS_GIVEN)
