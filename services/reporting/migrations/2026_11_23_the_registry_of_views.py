"""The registry of views. The views' own tables are made with each generation, never migrated."""

import sqlalchemy as sa
from alembic import op

from libs.shared.platform.storage.migrating import create_platform_tables

revision = "2026_11_23_the_registry_of_views"
down_revision = None


def upgrade() -> None:
    create_platform_tables(op)
    op.create_table(
        "views",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("last_generation", sa.Integer, nullable=False),
    )
