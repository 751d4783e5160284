"""The table of opinions that departments are asked for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.storage.erasing import KeptUntil
from services.ideas.storage.tables import IdeasTable

_IS_OPEN, _IS_GIVEN = sql("answered_at is null"), sql("answered_at is not null")


class OpinionRow(KeptUntil, IdeasTable):
    """What a department was asked about an idea, and what it said. A department is asked once at a time."""

    __tablename__ = "opinions"

    opinion_id: Mapped[UUID] = mapped_column(primary_key=True)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), index=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.department_id"))
    question: Mapped[str]
    asked_by: Mapped[UUID]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    stance: Mapped[str | None]
    text: Mapped[str | None]
    written_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        Index("opinions_asked_once", "idea_id", "department_id", unique=True, postgresql_where=_IS_OPEN),
        Index("opinions_awaited", "due_at", "opinion_id", postgresql_where=_IS_OPEN),
        Index("opinions_given", "answered_at", "opinion_id", postgresql_where=_IS_GIVEN),
    )
