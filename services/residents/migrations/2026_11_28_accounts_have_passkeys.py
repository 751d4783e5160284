"""Passkeys of accounts, and questions that wait for one."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_accounts_have_passkeys"
down_revision = "2026_11_28_accounts_have_a_second_factor"


def upgrade() -> None:
    op.create_table(
        "passkeys",
        sa.Column("passkey_id", sa.Uuid, primary_key=True),
        sa.Column("staff_id", sa.Uuid, sa.ForeignKey("staff.staff_id"), nullable=False, index=True),
        sa.Column("credential_id", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "passkey_questions",
        sa.Column("ticket_digest", sa.LargeBinary, primary_key=True),
        sa.Column("staff_id", sa.Uuid, sa.ForeignKey("staff.staff_id"), nullable=False),
        sa.Column("session_version", sa.Integer, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("challenge", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
