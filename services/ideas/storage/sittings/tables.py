"""The tables of sittings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.storage.changed_rows import ChangeColumns
from services.ideas.storage.tables import IdeasTable


class SittingRow(ChangeColumns, IdeasTable):
    """A sitting, without its agenda."""

    __tablename__ = "sittings"

    sitting_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"), index=True)
    body: Mapped[str]
    name: Mapped[str]
    begins_at: Mapped[datetime]
    place: Mapped[str | None]
    link: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str | None]
    announced_at: Mapped[datetime]
    submission_id: Mapped[UUID | None] = mapped_column(unique=True)

    __table_args__ = (Index("sittings_by_time", "announced_at", "sitting_id"),)


class AgendaItemRow(IdeasTable):
    """An item of an agenda, with what the minutes say of it and the way that the board chose."""

    __tablename__ = "agenda_items"

    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    sitting_id: Mapped[UUID] = mapped_column(ForeignKey("sittings.sitting_id"), index=True)
    position: Mapped[int]
    idea_id: Mapped[UUID | None] = mapped_column(ForeignKey("ideas.idea_id"), index=True)
    topic: Mapped[str | None]
    minutes: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    way: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (
        Index("agenda_items_once", "sitting_id", "idea_id", unique=True, postgresql_where=sql("idea_id is not null")),
    )
