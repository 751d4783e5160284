"""What was written on the form of an act is kept with it: two officers change an open poll one after the other."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_28_an_act_keeps_its_form"
down_revision = "2026_11_28_marks_of_ballots"


def upgrade() -> None:
    op.add_column("poll_acts", sa.Column("fields", JSONB, nullable=False, server_default="{}"))
    op.alter_column("poll_acts", "fields", server_default=None)
