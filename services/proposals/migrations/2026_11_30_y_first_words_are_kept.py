"""How a proposal was first written is kept beside it once the office corrects it, unless it was taken down."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_y_first_words_are_kept"
down_revision = "2026_11_30_x_public_proposals_are_listed_by_an_index"


def upgrade() -> None:
    op.create_table(
        "first_words",
        sa.Column("of", sa.Uuid, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    # What stands there after a redaction is not how it was first written.
    op.execute("""
        insert into first_words (of, since)
        select of, max(taken_down_at) from originals where not is_the_offices group by of
    """)
