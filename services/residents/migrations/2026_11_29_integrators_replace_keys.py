"""When a key got another one in its place."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_integrators_replace_keys"
down_revision = "2026_11_29_integrators_have_keys"


def upgrade() -> None:
    op.add_column("integrator_keys", sa.Column("replaced_at", sa.DateTime(timezone=True)))
