"""The tables of what staff write at the desk before, or beside, what everybody reads."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.storage.erasing import KeptUntil
from services.ideas.storage.tables import IdeasTable


class NoteRow(KeptUntil, IdeasTable):
    """A note of the staff about an idea; nowhere else, and not for ever."""

    __tablename__ = "desk_notes"

    note_id: Mapped[UUID] = mapped_column(primary_key=True)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), index=True)
    written_by: Mapped[UUID]
    written_at: Mapped[datetime]
    text: Mapped[str]


class TemplateRow(IdeasTable):
    """A response template, by language."""

    __tablename__ = "answer_templates"

    template_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    texts: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (Index("answer_templates_by_name", sql("lower(name)"), unique=True),)


class PreparedAnswerRow(IdeasTable):
    """An answer that waits to be published, for the idea as it was seen."""

    __tablename__ = "prepared_answers"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True)
    action: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)
    seen: Mapped[str]
    says: Mapped[str]
    prepared_by: Mapped[UUID]
    prepared_at: Mapped[datetime]
    goes_out_at: Mapped[datetime | None]
    roles: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    came_back: Mapped[bool] = mapped_column(server_default="false")

    __table_args__ = (
        Index("prepared_answers_of_staff", "prepared_by", "prepared_at", "idea_id"),
        Index(
            "prepared_answers_that_go_out",
            "goes_out_at",
            "idea_id",
            postgresql_where=sql("goes_out_at is not null"),
        ),
    )


class TimeToTakeBackRow(IdeasTable):
    """How long answers are kept back; there is one."""

    __tablename__ = "time_to_take_back"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    minutes: Mapped[int]
