"""Lists go on from a place, and tell what has changed since a moment."""

from alembic import op

from libs.shared.platform.storage import changed_rows

revision = "2026_11_29_lists_tell_what_has_changed"
down_revision = "2026_11_28_words_are_found_joined_and_apart"


def upgrade() -> None:
    changed_rows.add_to("ideas", is_ever_public=True)
    changed_rows.add_to("rounds")
    op.create_index("ideas_by_time", "ideas", ["submitted_at", "idea_id"])
    op.drop_index("ix_ideas_submitted_at")
    op.create_index("rounds_by_time", "rounds", ["published_at", "round_id"])
