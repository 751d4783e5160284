"""How many ideas were answered of late is counted by an index: without it every idea was read."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzz_what_was_answered_is_counted"
down_revision = "2026_11_30_zz_words_that_mean_the_same"


def upgrade() -> None:
    columns = ["state_since", "idea_id"]
    op.create_index("ideas_answered_by_time", "ideas", columns, postgresql_where=sa.text("due_at is null"))
