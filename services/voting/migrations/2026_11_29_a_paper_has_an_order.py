"""A ballot paper may stand in an order drawn by lot; those that stand are in the order of their numbers."""

from alembic import op

revision = "2026_11_29_a_paper_has_an_order"
down_revision = "2026_11_28_polls_may_compare_two_outcomes"


def upgrade() -> None:
    op.execute("""update polls set terms = terms || '{"paper_order": "numbers"}'""")
