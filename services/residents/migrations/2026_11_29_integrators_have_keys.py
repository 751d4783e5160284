"""Integrators' accounts and their keys, of which a digest is kept."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_integrators_have_keys"
down_revision = "2026_11_29_rehearsals"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "integrators",
        sa.Column("integrator_id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
    )
    op.create_index("integrators_by_name", "integrators", [sa.text("lower(name)")], unique=True)
    op.create_table(
        "integrator_keys",
        sa.Column("key_id", sa.Uuid, primary_key=True),
        sa.Column("integrator_id", sa.Uuid, sa.ForeignKey("integrators.integrator_id"), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("scopes", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("per_minute", sa.Integer, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT),
        sa.Column("used_at", _MOMENT),
    )
