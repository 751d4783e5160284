"""The platform's tables, and one that shows what a listener has applied, doubles included."""

from alembic import op

from libs.shared.platform.storage.migrating import create_platform_tables

revision = "1"
down_revision = None


def upgrade() -> None:
    create_platform_tables(op)
    op.execute("create table heard (sequence bigserial primary key, source text, position bigint, type text, key uuid)")
