"""The tables of files of ideas on their way into a round."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.storage.erasing import KeptUntil
from services.ideas.storage.tables import Document, IdeasTable


class ImportRow(KeptUntil, IdeasTable):
    """A file of ideas, and what became of it. Who takes it, takes it in the roles that they had."""

    __tablename__ = "imports"

    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"))
    made_by: Mapped[UUID]
    made_at: Mapped[datetime]
    roles: Mapped[list[str]] = mapped_column(JSONB)
    system: Mapped[str]
    language: Mapped[str]
    to_take: Mapped[int]
    to_accept: Mapped[int]
    with_cost: Mapped[int]
    columns: Mapped[dict[str, Any]] = mapped_column(JSONB)
    first: Mapped[Document]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    taken: Mapped[int] = mapped_column(server_default="0")
    there_before: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        Index("imports_of_rounds", "round_id", "made_at", "import_id"),
        Index("imports_under_way", "begun_at", postgresql_where=sql("begun_at is not null and ended_at is null")),
    )


class ImportLineRow(IdeasTable):
    """An idea of a file that is still to be taken: it goes as it is taken."""

    __tablename__ = "import_lines"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.import_id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wish: Mapped[dict[str, Any]] = mapped_column(JSONB)
    is_accepted: Mapped[bool]


class UnmovedRow(IdeasTable):
    """A line of a file that is not taken, and why: ours are the words, but for what they name of the line."""

    __tablename__ = "import_unmoved"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.import_id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    why: Mapped[dict[str, str]] = mapped_column(JSONB)
