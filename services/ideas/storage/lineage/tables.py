"""The table of lineage."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.storage.tables import IdeasTable


class LinkRow(IdeasTable):
    """That an idea is carried on by another; what was undone stays, with the moment."""

    __tablename__ = "lineage"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), index=True)
    carrier_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), index=True)
    how: Mapped[str]
    since: Mapped[datetime]
    state_before: Mapped[str]
    carrier_is_a_proposal: Mapped[bool] = mapped_column(default=False)
    undone_at: Mapped[datetime | None]

    __table_args__ = (
        Index("lineage_once", "idea_id", "carrier_id", unique=True, postgresql_where=sql("undone_at is null")),
    )
