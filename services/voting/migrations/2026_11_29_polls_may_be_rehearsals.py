"""A poll may be a rehearsal; none of those that stand is one."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_rehearsals"
down_revision = "2026_11_29_projects_exclude"


def upgrade() -> None:
    op.add_column("polls", sa.Column("is_rehearsal", sa.Boolean, nullable=False, server_default=sa.false()))
