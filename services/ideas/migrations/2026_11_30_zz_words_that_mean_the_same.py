"""A council keeps a list of words that mean the same."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_zz_words_that_mean_the_same"
down_revision = "2026_11_30_z_opinions_are_asked"


def upgrade() -> None:
    op.create_table(
        "synonyms",
        sa.Column("list_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("groups", JSONB, nullable=False),
    )
