"""Lists go on from a place, and tell what has changed since a moment."""

from alembic import op

from libs.shared.platform.storage import changed_rows

revision = "2026_11_29_lists_tell_what_has_changed"
down_revision = "2026_11_28_words_are_found_joined_and_apart"


def upgrade() -> None:
    changed_rows.add_to("proposals", is_ever_public=True)
    changed_rows.add_to("offers")
    op.create_index("proposals_by_time", "proposals", ["submitted_at", "proposal_id"])
    op.drop_index("ix_proposals_submitted_at")
    op.create_index("offers_by_time", "offers", ["made_at", "offer_id"])
    op.create_index("offers_of_proposals_by_time", "offers", ["proposal_id", "made_at", "offer_id"])
    op.drop_index("ix_offers_proposal_id")
