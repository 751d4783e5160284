"""Proposals that never were ideas are known by their numbers, and have lines that their followers are told."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_zzzzzzzzz_proposals_are_followed"
down_revision = "2026_11_30_zzzzzzzz_escalations_are_told"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.Uuid, primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("round_id", sa.Uuid, nullable=False),
        sa.Column("title", sa.Text),
    )
    op.alter_column("life_lines", "idea_id", nullable=True)
    op.add_column("life_lines", sa.Column("proposal_id", sa.Uuid))
    of_proposals = sa.text("proposal_id is not null")
    op.create_index("life_lines_of_proposals", "life_lines", ["proposal_id"], postgresql_where=of_proposals)
    became_proposals = sa.text("proposal_number is not null")
    op.create_index("ideas_by_proposal", "ideas", ["proposal_number"], postgresql_where=became_proposals)
