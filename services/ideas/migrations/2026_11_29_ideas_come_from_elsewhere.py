"""A town that moves brings its ideas along, each once: by the number that it had elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_29_ideas_come_from_elsewhere"
down_revision = "2026_11_29_lists_tell_what_has_changed"


def upgrade() -> None:
    op.add_column("ideas", sa.Column("origin", sa.Text))
    op.create_index(
        "ideas_by_origin", "ideas", ["round_id", "origin"], unique=True, postgresql_where="origin is not null"
    )
