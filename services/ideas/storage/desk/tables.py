"""The tables of the desk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.storage.tables import IdeasTable


class DepartmentRow(IdeasTable):
    """An entry of the council's list of those who answer ideas."""

    __tablename__ = "departments"

    department_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    is_closed: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("departments_by_name", sql("lower(name)"), unique=True),)


class DeskPlaceRow(IdeasTable):
    """Where an idea lies on the desk: whose it is to answer, and who is at it until when."""

    __tablename__ = "desk_places"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True)
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.department_id"), index=True)
    held_by: Mapped[UUID | None] = mapped_column(index=True)
    held_until: Mapped[datetime | None]


class DeskSkipRow(IdeasTable):
    """An idea that somebody has skipped, and until when they are not offered it."""

    __tablename__ = "desk_skips"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True)
    until: Mapped[datetime]


class EscalationRow(IdeasTable):
    """An idea that was not answered in time where it came to stand then, and to which role it went, if to any."""

    __tablename__ = "escalations"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True)
    state_since: Mapped[datetime]
    escalated_at: Mapped[datetime]
    role: Mapped[str | None]
