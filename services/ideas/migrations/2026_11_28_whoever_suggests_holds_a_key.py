"""Whoever suggests something gets a key; its submission's id stands here no more, from which it could be derived."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_whoever_suggests_holds_a_key"
down_revision = "2026_11_28_words_are_taken_down_everywhere"


def upgrade() -> None:
    op.add_column("ideas", sa.Column("submission_hash", sa.LargeBinary))
    op.add_column("ideas", sa.Column("key_salt", sa.LargeBinary))
    op.add_column("ideas", sa.Column("key_hash", sa.LargeBinary))
    op.execute("update ideas set submission_hash = sha256(uuid_send(submission_id)) where submission_id is not null")
    op.create_unique_constraint("ideas_submission_hash_key", "ideas", ["submission_hash"])
    op.drop_column("ideas", "submission_id")
