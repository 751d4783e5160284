"""The delivered and the failing among a million that wait are found by an index of their own."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_webhook_lists_of_a_state"
down_revision = "2026_11_29_webhooks"


def upgrade() -> None:
    for name, where in (("delivered", "not is_waiting"), ("failing", "is_waiting and attempts > 0")):
        columns = ["subscription_id", "number"]
        op.create_index(f"webhook_deliveries_{name}", "webhook_deliveries", columns, postgresql_where=sa.text(where))
