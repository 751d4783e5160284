"""A view knows by which version of its rules it was made, so that a newer one is made by itself."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_views_know_their_version"
down_revision = "2026_11_23_the_registry_of_views"


def upgrade() -> None:
    op.add_column("views", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.alter_column("views", "version", server_default=None)
