"""Decisions of the council, its committees and juries; and the way that a board chose for an idea."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from libs.shared.platform.storage import changed_rows

revision = "2026_11_30_z_decisions"
down_revision = "2026_11_30_workflows_are_stored"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("decision_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("paper_number", sa.Text, index=True),
        sa.Column("link", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sitting_id", sa.Uuid, sa.ForeignKey("sittings.sitting_id")),
        sa.Column("recorded_at", _TIME, nullable=False),
        sa.Column("corrected_at", _TIME),
        sa.Column("correction", sa.Text),
        sa.Column("submission_id", sa.Uuid, unique=True),
    )
    changed_rows.add_to("decisions")
    op.create_index("decisions_by_time", "decisions", ["recorded_at", "decision_id"])
    op.create_table(
        "decision_results",
        sa.Column("decision_id", sa.Uuid, sa.ForeignKey("decisions.decision_id"), primary_key=True),
        sa.Column("idea_id", sa.Uuid, sa.ForeignKey("ideas.idea_id"), primary_key=True, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("granted_cents", sa.BigInteger),
        sa.Column("deferred_until", sa.Date),
    )
    op.add_column("agenda_items", sa.Column("way", JSONB))
