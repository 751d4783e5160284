"""In a poll each area may have a paper of its own; in those that stand every ballot held the whole paper."""

from alembic import op

revision = "2026_11_29_areas_have_papers"
down_revision = "2026_11_29_weights_of_channels"


def upgrade() -> None:
    op.execute(
        """
        update polls set terms = terms || '{"area_choice": "none"}'
            || jsonb_build_object('limits', terms->'limits' || '{"max_in_area": null, "max_citywide": null}')
        """
    )
