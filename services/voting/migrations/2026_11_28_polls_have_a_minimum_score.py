"""A poll may say how many votes or points a project needs at least; those that stand ask for none."""

from alembic import op

revision = "2026_11_28_polls_have_a_minimum_score"
down_revision = "2026_11_28_a_polls_terms_are_kept_whole"


def upgrade() -> None:
    op.execute("""update polls set terms = terms || '{"min_score": 0}'""")
