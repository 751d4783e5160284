"""A mark of the permit, or text message, that each ballot came with: the same once more gets the first receipt."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_marks_of_ballots"
down_revision = "2026_11_28_polls_have_a_minimum_score"


def upgrade() -> None:
    # Ballots that are in a box already have none: each new one is then compared by its choices alone.
    op.add_column("ballots", sa.Column("mark", sa.LargeBinary))
