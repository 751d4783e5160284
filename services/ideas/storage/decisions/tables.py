"""The tables of decisions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from libs.shared.platform.storage.changed_rows import ChangeColumns
from services.ideas.storage.tables import IdeasTable


class DecisionRow(ChangeColumns, IdeasTable):
    """A decision, without its results."""

    __tablename__ = "decisions"

    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"), index=True)
    body: Mapped[str]
    decided_on: Mapped[date] = mapped_column(Date)
    paper_number: Mapped[str | None] = mapped_column(index=True)
    link: Mapped[str | None]
    reason: Mapped[str]
    sitting_id: Mapped[UUID | None] = mapped_column(ForeignKey("sittings.sitting_id"))
    recorded_at: Mapped[datetime]
    corrected_at: Mapped[datetime | None]
    correction: Mapped[str | None]
    submission_id: Mapped[UUID | None] = mapped_column(unique=True)

    __table_args__ = (Index("decisions_by_time", "recorded_at", "decision_id"),)


class ResultRow(IdeasTable):
    """What a decision says of one idea."""

    __tablename__ = "decision_results"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.decision_id"), primary_key=True)
    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True, index=True)
    position: Mapped[int]
    action: Mapped[str]
    outcome: Mapped[str]
    granted_cents: Mapped[int | None] = mapped_column(BigInteger)
    deferred_until: Mapped[date | None] = mapped_column(Date)
