"""The list of polls tells what has changed since a moment."""

from libs.shared.platform.storage import changed_rows

revision = "2026_11_29_lists_tell_what_has_changed"
down_revision = "2026_11_29_areas_have_papers"


def upgrade() -> None:
    changed_rows.add_to("polls")
