"""Shares may be raised by more than one currency unit at a time; in the polls that stand they are not."""

from alembic import op

revision = "2026_11_29_shares_in_steps"
down_revision = "2026_11_29_rehearsals"


def upgrade() -> None:
    op.execute("""update polls set terms = '{"step": 1}'::jsonb || terms""")
