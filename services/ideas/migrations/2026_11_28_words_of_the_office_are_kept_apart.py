"""Words that the town hall typed can be taken down, too: their originals say whose they were."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_words_of_the_office_are_kept_apart"
down_revision = "2026_11_28_barriers"


def upgrade() -> None:
    op.add_column("originals", sa.Column("is_the_offices", sa.Boolean, nullable=False, server_default=sa.false()))
    op.alter_column("originals", "is_the_offices", server_default=None)
