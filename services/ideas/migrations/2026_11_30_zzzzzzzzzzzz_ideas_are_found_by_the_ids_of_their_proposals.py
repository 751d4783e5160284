"""An idea is found by the id of the proposal that it became: news of a vote names that alone."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzzzzzzzzz_ideas_are_found_by_the_ids_of_their_proposals"
down_revision = "2026_11_30_zzzzzzzzzzz_first_words_are_kept"


def upgrade() -> None:
    became_proposals = sa.text("proposal_id is not null")
    op.create_index("ideas_by_proposal_id", "ideas", ["proposal_id"], postgresql_where=became_proposals)
