"""Rows of a view, told again and changed by what they are about."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, update
from sqlalchemy.dialects.postgresql import insert

from libs.shared.platform.storage.database import Transaction


async def put(tx: Transaction, table: Table, columns: Mapping[str, Any]) -> None:
    """Store the columns in the row of their key, whether it is there or not."""
    adding = insert(table).values(columns)
    stored = {**columns, **_changed_now(table)}
    await tx.session.execute(adding.on_conflict_do_update(index_elements=table.primary_key, set_=stored))


async def change(tx: Transaction, table: Table, about: UUID, **columns: Any) -> None:
    """Store the columns in the row about that, if it is there."""
    (key,) = table.primary_key
    await tx.session.execute(update(table).where(key == about).values(**columns))


def _changed_now(table: Table) -> dict[str, Any]:
    # Of itself the database's adapter says so only where a row is updated.
    return {"updated_at": func.clock_timestamp()} if "updated_at" in table.columns else {}
