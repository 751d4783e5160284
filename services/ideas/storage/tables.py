"""The tables of ideas."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Computed, DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.shared.kernel.location import Location
from libs.shared.platform.photos.shelf import PhotoColumns, PicturedColumns
from libs.shared.platform.storage.changed_rows import ChangeColumns, PublicColumns
from libs.shared.platform.storage.contact_rows import ContactColumns
from libs.shared.platform.storage.erasing import KeptUntil
from libs.shared.platform.storage.first_rows import FirstColumns
from libs.shared.platform.storage.key_rows import KeyColumns
from libs.shared.platform.storage.line_rows import LineColumns
from libs.shared.platform.storage.location_rows import LocationColumn
from libs.shared.platform.storage.original_rows import OriginalColumns
from libs.shared.platform.telling.telling_rows import TellingColumns

Document = list[dict[str, object]]

_SIFTED = ("round_id", "area_id", "language", "channel")


class IdeasTable(DeclarativeBase):
    """The tables that ideas has besides the platform's."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own way
        str: Text,
        bytes: LargeBinary,
        datetime: DateTime(timezone=True),
        Document: JSONB,
        Location: LocationColumn,
    }


class RoundRow(ChangeColumns, IdeasTable):
    """A round; it is read whole."""

    __tablename__ = "rounds"

    round_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    currency: Mapped[str]
    hourly_value_cents: Mapped[int] = mapped_column(BigInteger)
    areas: Mapped[Document]
    funds: Mapped[Document]
    calendar: Mapped[Document]
    published_at: Mapped[datetime]
    submission_id: Mapped[UUID | None] = mapped_column(unique=True)
    is_archived: Mapped[bool] = mapped_column(default=False)
    workflow: Mapped[str] = mapped_column(server_default="ballot-budget")
    boundaries: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), deferred=True)

    __table_args__ = (
        Index("rounds_by_name", sql("lower(name)"), unique=True),
        Index("rounds_by_time", "published_at", "round_id"),
    )


class WorkingDaysRow(IdeasTable):
    """The council's calendar of working days; there is one."""

    __tablename__ = "working_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    weekend: Mapped[list[int]] = mapped_column(JSONB)
    holidays: Mapped[list[str]] = mapped_column(JSONB)


class PollRow(IdeasTable):
    """A published poll of a round, as voting announced it: what a calendar must not contradict."""

    __tablename__ = "polls"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    fund_id: Mapped[UUID]
    name: Mapped[str]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    is_decided: Mapped[bool] = mapped_column(default=False)
    is_cancelled: Mapped[bool] = mapped_column(default=False)


def _of_what_waits(name: str, by: str, beside: str) -> Index:
    also = [beside, "state", *_SIFTED]
    return Index(name, by, "idea_id", postgresql_include=also, postgresql_where=sql("due_at is not null"))


class IdeaRow(KeyColumns, PublicColumns, PicturedColumns, IdeasTable):
    """An idea as it stands now."""

    __tablename__ = "ideas"

    idea_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"), index=True)
    title: Mapped[str]
    text: Mapped[str]
    area_id: Mapped[UUID | None]
    place: Mapped[str | None]
    channel: Mapped[str]
    language: Mapped[str]
    submitted_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    state_since: Mapped[datetime]
    fund_id: Mapped[UUID | None]
    proposal_id: Mapped[UUID | None]
    proposal_number: Mapped[str | None]
    criterion: Mapped[str | None]
    reason: Mapped[str | None]
    origin: Mapped[str | None]
    location: Mapped[Location | None]
    workflow: Mapped[str] = mapped_column(server_default="ballot-budget")
    workflow_version: Mapped[int] = mapped_column(server_default="1")
    done_once: Mapped[list[str]] = mapped_column(JSONB, server_default="[]")
    refused_by: Mapped[UUID | None]
    appeal: Mapped[str | None]
    appealed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    document: Mapped[str] = mapped_column(
        TSVECTOR, Computed("searched_words(title || ' ' || text)", persisted=True), deferred=True
    )

    __table_args__ = (
        Index("ideas_by_words", "document", postgresql_using="gin"),
        Index("ideas_by_time", "submitted_at", "idea_id"),
        # As the lists say it: the server does not see that "is_public" alone would mean the same.
        Index(
            "ideas_public_by_time",
            "submitted_at",
            "idea_id",
            postgresql_include=["state", "round_id", "area_id"],
            postgresql_where=sql("is_public is true"),
        ),
        # What the desk sifts by is in its indexes, so that it counts and finds without reading the ideas themselves.
        Index(
            "ideas_of_state_by_time", "state", "submitted_at", "idea_id", postgresql_include=["state_since", *_SIFTED]
        ),
        _of_what_waits("ideas_that_wait_by_time", "submitted_at", "due_at"),
        _of_what_waits("ideas_that_wait_by_deadline", "due_at", "submitted_at"),
        # What ceased to wait of late: the desk's first line counts it.
        Index("ideas_answered_by_time", "state_since", "idea_id", postgresql_where=sql("due_at is null")),
        Index("ideas_appealed", "idea_id", postgresql_where=sql("appealed_at = state_since")),
        Index("ideas_by_proposal", "proposal_number", postgresql_where=sql("proposal_number is not null")),
        Index("ideas_by_proposal_id", "proposal_id", postgresql_where=sql("proposal_id is not null")),
        Index("ideas_by_origin", "round_id", "origin", unique=True, postgresql_where=sql("origin is not null")),
    )


class SynonymsRow(IdeasTable):
    """The words that mean the same, as the council has them: one row."""

    __tablename__ = "synonyms"

    list_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    groups: Mapped[list[list[str]]] = mapped_column(JSONB)


class ProposalRow(IdeasTable):
    """A proposal that never was an idea, so that it can be followed: as proposals announced it."""

    __tablename__ = "proposals"

    proposal_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    round_id: Mapped[UUID]
    title: Mapped[str | None]


class LineRow(LineColumns, IdeasTable):
    """One line of an idea's life line; or one that tells the followers of a proposal which never was an idea."""

    __tablename__ = "life_lines"

    idea_id: Mapped[UUID | None] = mapped_column(ForeignKey("ideas.idea_id"), index=True)
    proposal_id: Mapped[UUID | None]

    __table_args__ = (Index("life_lines_of_proposals", "proposal_id", postgresql_where=sql("proposal_id is not null")),)


class PhotoRow(PhotoColumns, IdeasTable):
    """A photo of an idea."""

    __tablename__ = "photos"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), index=True)


class OriginalRow(OriginalColumns, IdeasTable):
    """Words of an idea that were taken down; for the office alone, and not for long."""

    __tablename__ = "originals"


class FirstWordsRow(FirstColumns, IdeasTable):
    """How an idea was first written, before the office corrected it."""

    __tablename__ = "first_words"


class ContactRow(ContactColumns, IdeasTable):
    """How to reach whoever suggested an idea; nowhere else, and not for ever."""

    __tablename__ = "contacts"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.idea_id"), primary_key=True)


class TellingRow(TellingColumns, IdeasTable):
    """One piece of news for whoever suggested an idea. It goes with the contact when that is erased."""

    __tablename__ = "tellings"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("contacts.idea_id", ondelete="CASCADE"), index=True)

    __table_args__ = (Index("tellings_waiting", "next_attempt_at", postgresql_where=sql("state = 'waiting'")),)


class BarrierRow(KeptUntil, IdeasTable):
    """A barrier on the pages that somebody reported."""

    __tablename__ = "barriers"

    barrier_id: Mapped[UUID] = mapped_column(primary_key=True)
    page: Mapped[str | None]
    words: Mapped[str]
    language: Mapped[str]
    reported_at: Mapped[datetime]
    contact_kind: Mapped[str | None]
    address: Mapped[str | None]
    submission_id: Mapped[UUID | None] = mapped_column(unique=True)
    done_at: Mapped[datetime | None]
    done_by: Mapped[UUID | None]
