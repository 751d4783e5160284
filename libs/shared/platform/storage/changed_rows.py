"""Rows that say when they were last changed, so that a list can be asked for what has changed since."""

from datetime import datetime

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, false, func, text
from sqlalchemy.orm import Mapped, mapped_column


class ChangeColumns:
    """What a table holds of things whose changes are listed.

    The time is the database's own: it must fit the order in which transactions end, not the calendar of a round.
    """

    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.clock_timestamp(), onupdate=func.clock_timestamp(), index=True
    )


class PublicColumns(ChangeColumns):
    """The same of things that may cease to be public: whether they ever were, for whoever has kept a copy."""

    is_public: Mapped[bool]
    was_public: Mapped[bool] = mapped_column(Boolean, server_default=false(), onupdate=text("was_public or is_public"))


def add_to(table: str, *, is_ever_public: bool = False) -> None:
    """What a migration does to give a table these columns, without writing its rows anew: all are as if changed now."""
    changed = Column("updated_at", DateTime(timezone=True), nullable=False, server_default=func.now())
    op.add_column(table, changed)
    op.alter_column(table, "updated_at", server_default=func.clock_timestamp())
    op.create_index(f"ix_{table}_updated_at", table, ["updated_at"])
    if is_ever_public:
        op.add_column(table, Column("was_public", Boolean, nullable=False, server_default=false()))
