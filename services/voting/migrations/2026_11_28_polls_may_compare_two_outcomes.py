"""A poll by Equal Shares may be compared with score order; those that stand are not."""

from alembic import op

revision = "2026_11_28_polls_may_compare_two_outcomes"
down_revision = "2026_11_28_turnout_by_the_hour"


def upgrade() -> None:
    op.execute("""update polls set terms = terms || '{"comparison": false}'""")
