"""Each person has an id, whose code was used is marked, and a file waits until its difference is confirmed.

Whoever is on a roll keeps the number as the id: their pseudonyms in polls that are open must stay the same.
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_pseudonyms_hang_on_people_not_on_numbers"
down_revision = "2026_11_28_poll_keys_leave_the_database"


def upgrade() -> None:
    op.add_column("roll", sa.Column("person_id", sa.Text))
    op.execute("update roll set person_id = number")
    op.alter_column("roll", "person_id", nullable=False)
    op.create_unique_constraint("roll_round_id_person_id_key", "roll", ["round_id", "person_id"])
    op.create_table(
        "marks",
        sa.Column("poll_id", sa.Uuid, primary_key=True),
        sa.Column("person_id", sa.Text, primary_key=True),
    )
    op.create_table(
        "waiting_rolls",
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), primary_key=True),
        sa.Column("import_id", sa.Uuid, nullable=False),
        sa.Column("numbers", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("areas", sa.ARRAY(sa.Uuid), nullable=False),
        sa.Column("lines", sa.ARRAY(sa.Integer), nullable=False),
    )
