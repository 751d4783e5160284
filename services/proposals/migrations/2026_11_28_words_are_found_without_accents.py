"""Proposals are found however their words are accented, and by German and English stems."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from libs.shared.platform.storage.folding import searched_words

revision = "2026_11_28_words_are_found_without_accents"
down_revision = "2026_11_23_the_first_tables"


def upgrade() -> None:
    op.execute(searched_words())
    op.drop_column("proposals", "document")
    document = sa.Computed("searched_words(title || ' ' || summary)", persisted=True)
    op.add_column("proposals", sa.Column("document", TSVECTOR, document, nullable=False))
    op.create_index("proposals_by_words", "proposals", ["document"], postgresql_using="gin")
