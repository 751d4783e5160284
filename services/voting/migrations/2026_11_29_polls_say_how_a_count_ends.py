"""A poll says how its count ends, who goes first among equals, its quorum, and which ballots stand; so far none did."""

from alembic import op

revision = "2026_11_29_polls_say_how_a_count_ends"
down_revision = "2026_11_29_a_paper_has_an_order"

_SET = """
    update polls set terms = '{
        "whole_shares": false, "ending": "skip", "equals": "cheaper", "quorum": 0, "final_channels": []
    }'::jsonb || terms
"""


def upgrade() -> None:
    op.execute(_SET)
