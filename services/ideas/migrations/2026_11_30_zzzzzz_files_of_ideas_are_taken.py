"""Files of ideas wait until somebody takes them, and are taken line by line."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "2026_11_30_zzzzzz_files_of_ideas_are_taken"
down_revision = "2026_11_30_zzzzz_public_ideas_are_listed_by_an_index"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("import_id", sa.Uuid, primary_key=True),
        sa.Column("round_id", sa.Uuid, sa.ForeignKey("rounds.round_id"), nullable=False),
        sa.Column("made_by", sa.Uuid, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("roles", JSONB, nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("to_take", sa.Integer, nullable=False),
        sa.Column("to_accept", sa.Integer, nullable=False),
        sa.Column("with_cost", sa.Integer, nullable=False),
        sa.Column("columns", JSONB, nullable=False),
        sa.Column("first", JSONB, nullable=False),
        sa.Column("begun_at", _TIME),
        sa.Column("ended_at", _TIME),
        sa.Column("taken", sa.Integer, nullable=False, server_default="0"),
        sa.Column("there_before", sa.Integer, nullable=False, server_default="0"),
        sa.Column("erase_on", sa.Date, nullable=False, index=True),
    )
    op.create_index("imports_of_rounds", "imports", ["round_id", "made_at", "import_id"])
    under_way = sa.text("begun_at is not null and ended_at is null")
    op.create_index("imports_under_way", "imports", ["begun_at"], postgresql_where=under_way)
    op.create_table(
        "import_lines",
        *_line(),
        sa.Column("wish", JSONB, nullable=False),
        sa.Column("is_accepted", sa.Boolean, nullable=False),
    )
    op.create_table(
        "import_unmoved",
        *_line(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("why", JSONB, nullable=False),
    )


def _line() -> list[sa.Column[Any]]:
    belongs = sa.ForeignKey("imports.import_id", ondelete="CASCADE")
    return [
        sa.Column("import_id", sa.Uuid, belongs, primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
    ]
