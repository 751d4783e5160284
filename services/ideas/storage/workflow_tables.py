"""The tables of workflows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from services.ideas.storage.tables import IdeasTable


class WorkflowRow(IdeasTable):
    """One version of a workflow, as it was published; it never changes."""

    __tablename__ = "workflows"

    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    definition: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[UUID | None]
    is_announced: Mapped[bool] = mapped_column(default=False, server_default=sql("false"))


class WorkflowDraftRow(IdeasTable):
    """What a council still writes on a workflow, and from which of its versions it was begun."""

    __tablename__ = "workflow_drafts"

    name: Mapped[str] = mapped_column(primary_key=True)
    definition: Mapped[str]
    based_on: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID]
