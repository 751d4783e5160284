"""Second factors, and whether a password is the account's own choice. Passwords of before count as their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "2026_11_28_accounts_have_a_second_factor"
down_revision = "2026_11_28_sessions_end_at_once"


def upgrade() -> None:
    op.add_column("staff", sa.Column("has_own_password", sa.Boolean, nullable=False, server_default=sa.true()))
    op.alter_column("staff", "has_own_password", server_default=None)
    op.create_table(
        "second_factors",
        sa.Column("staff_id", sa.Uuid, sa.ForeignKey("staff.staff_id"), primary_key=True),
        sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
        sa.Column("is_confirmed", sa.Boolean, nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.Column("recovery_macs", ARRAY(sa.LargeBinary), nullable=False),
    )
