"""A poll may know projects that exclude each other, and areas with money of their own; so far none did."""

from alembic import op

revision = "2026_11_29_projects_exclude"
down_revision = "2026_11_29_how_many_may_vote"


def upgrade() -> None:
    op.execute("""update polls set terms = '{"conflicts": [], "area_money": []}'::jsonb || terms""")
