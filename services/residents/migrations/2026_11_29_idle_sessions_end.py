"""Sessions of staff, and when something was last done with each."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_idle_sessions_end"
down_revision = "2026_11_28_accounts_have_passkeys"


def upgrade() -> None:
    op.create_table(
        "staff_sessions",
        sa.Column("session_id", sa.Uuid, primary_key=True),
        sa.Column("staff_id", sa.Uuid, sa.ForeignKey("staff.staff_id"), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )
