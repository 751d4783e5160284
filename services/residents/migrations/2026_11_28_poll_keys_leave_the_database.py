"""A poll's key half lies in a file; the database keeps its fingerprint. Halves of before move when residents starts."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_poll_keys_leave_the_database"
down_revision = "2026_11_23_the_first_tables"


def upgrade() -> None:
    op.add_column("poll_keys", sa.Column("fingerprint", sa.LargeBinary))
    op.alter_column("poll_keys", "salt", nullable=True)
