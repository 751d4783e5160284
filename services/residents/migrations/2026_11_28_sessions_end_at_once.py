"""Accounts: a version that ends sessions, and since when the account is as it is. The secret's fingerprint.

Accounts of before count as old: nobody who certified until today is shut out.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_sessions_end_at_once"
down_revision = "2026_11_28_pseudonyms_hang_on_people_not_on_numbers"


def upgrade() -> None:
    op.add_column("staff", sa.Column("session_version", sa.Integer, nullable=False, server_default="0"))
    long_ago = sa.text("'2020-01-01 00:00:00Z'")
    since = sa.Column("trusted_since", sa.DateTime(timezone=True), nullable=False, server_default=long_ago)
    op.add_column("staff", since)
    op.alter_column("staff", "session_version", server_default=None)
    op.alter_column("staff", "trusted_since", server_default=None)
    op.create_table(
        "secret_mark",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
    )
