"""Tables that are no views: which generation of each view answers, and those of webhooks beside it."""

from datetime import datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class ReportingTable(DeclarativeBase):
    """Reporting's own tables."""

    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own way


class ViewRow(ReportingTable):
    """A view's place in the registry."""

    __tablename__ = "views"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    generation: Mapped[int]
    last_generation: Mapped[int]
    version: Mapped[int]
