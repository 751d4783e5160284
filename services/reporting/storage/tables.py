"""The one table that is no view: which generation of each view answers."""

from sqlalchemy import Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class ReportingTable(DeclarativeBase):
    """Reporting's own tables."""


class ViewRow(ReportingTable):
    """A view's place in the registry."""

    __tablename__ = "views"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    generation: Mapped[int]
    last_generation: Mapped[int]
    version: Mapped[int]
