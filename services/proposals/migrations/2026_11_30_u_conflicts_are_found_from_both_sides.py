"""Proposals whose sheets name a proposal are found by its number."""

from alembic import op

revision = "2026_11_30_u_conflicts_are_found_from_both_sides"
down_revision = "2026_11_30_t_proposals_have_sheets"


def upgrade() -> None:
    op.execute("CREATE INDEX proposals_by_conflict ON proposals USING gin ((sheet -> 'conflicts_with') jsonb_path_ops)")
