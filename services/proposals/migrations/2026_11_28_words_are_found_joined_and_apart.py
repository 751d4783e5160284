"""Words with a hyphen, an apostrophe or full stops are found as one word, too."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from libs.shared.platform.storage.folding import searched_words

revision = "2026_11_28_words_are_found_joined_and_apart"
down_revision = "2026_11_28_words_of_the_office_are_kept_apart"


def upgrade() -> None:
    op.execute(searched_words())
    op.drop_column("proposals", "document")
    document = sa.Computed("searched_words(title || ' ' || summary)", persisted=True)
    op.add_column("proposals", sa.Column("document", TSVECTOR, document, nullable=False))
    op.create_index("proposals_by_words", "proposals", ["document"], postgresql_using="gin")
