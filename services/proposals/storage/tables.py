"""The tables of proposals."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Computed, Date, DateTime, ForeignKey, Index, LargeBinary, Text, Uuid
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.shared.kernel.location import Location
from libs.shared.platform.photos.shelf import PhotoColumns, PicturedColumns
from libs.shared.platform.storage.changed_rows import ChangeColumns, PublicColumns
from libs.shared.platform.storage.contact_rows import ContactColumns
from libs.shared.platform.storage.first_rows import FirstColumns
from libs.shared.platform.storage.key_rows import KeyColumns
from libs.shared.platform.storage.line_rows import LineColumns
from libs.shared.platform.storage.location_rows import LocationColumn
from libs.shared.platform.storage.original_rows import OriginalColumns
from libs.shared.platform.telling.telling_rows import AddressedColumns
from services.proposals.domain.sheet import Sheet
from services.proposals.storage.sheet_rows import SheetColumn


class ProposalsTable(DeclarativeBase):
    """The tables that proposals has besides the platform's."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own way
        str: Text,
        bytes: LargeBinary,
        date: Date,
        datetime: DateTime(timezone=True),
        list[UUID]: ARRAY(Uuid),
        Location: LocationColumn,
        Sheet: SheetColumn,
    }


class RoundRow(ProposalsTable):
    """A round, as ideas announced it."""

    __tablename__ = "rounds"

    round_id: Mapped[UUID] = mapped_column(primary_key=True)
    currency: Mapped[str]
    hourly_value_cents: Mapped[int] = mapped_column(BigInteger)
    fund_ids: Mapped[list[UUID]]
    area_ids: Mapped[list[UUID]]
    ends_on: Mapped[date | None]
    boundaries: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True), deferred=True)


class ProposalRow(KeyColumns, PublicColumns, PicturedColumns, ProposalsTable):
    """A proposal as it stands now."""

    __tablename__ = "proposals"

    proposal_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    fund_id: Mapped[UUID]
    idea_id: Mapped[UUID | None] = mapped_column(unique=True)
    idea_number: Mapped[str | None]
    title: Mapped[str]
    summary: Mapped[str]
    area_id: Mapped[UUID | None]
    place: Mapped[str | None]
    cost_cents: Mapped[int | None] = mapped_column(BigInteger)
    committed_cents: Mapped[int] = mapped_column(BigInteger)
    needs: Mapped[str | None]
    submitted_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    state_since: Mapped[datetime]
    criterion: Mapped[str | None]
    reason: Mapped[str | None]
    poll_id: Mapped[UUID | None] = mapped_column(index=True)
    says_as_idea: Mapped[bool]
    location: Mapped[Location | None]
    refused_by: Mapped[UUID | None]
    appeal: Mapped[str | None]
    sheet: Mapped[Sheet | None]
    language: Mapped[str] = mapped_column(server_default="en")
    idea_words: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    document: Mapped[str] = mapped_column(
        TSVECTOR, Computed("searched_words(title || ' ' || summary)", persisted=True), deferred=True
    )

    __table_args__ = (
        Index("proposals_by_words", "document", postgresql_using="gin"),
        Index("proposals_by_time", "submitted_at", "proposal_id"),
        # As the lists say it: the server does not see that "is_public" alone would mean the same.
        Index(
            "proposals_public_by_time",
            "submitted_at",
            "proposal_id",
            postgresql_include=["state", "round_id", "fund_id", "area_id"],
            postgresql_where=sql("is_public is true"),
        ),
        Index("proposals_by_conflict", sql("(sheet -> 'conflicts_with') jsonb_path_ops"), postgresql_using="gin"),
    )


class LineRow(LineColumns, ProposalsTable):
    """One line of a proposal's life line."""

    __tablename__ = "life_lines"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.proposal_id"), index=True)


class OfferRow(ChangeColumns, ProposalsTable):
    """An offer as it stands now."""

    __tablename__ = "offers"

    offer_id: Mapped[UUID] = mapped_column(primary_key=True)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.proposal_id"))
    kind: Mapped[str]
    quantity: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str]
    value_cents: Mapped[int] = mapped_column(BigInteger)
    words: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str | None]
    when: Mapped[str | None]
    language: Mapped[str]
    submission_hash: Mapped[bytes] = mapped_column(unique=True)
    key_salt: Mapped[bytes]
    key_hash: Mapped[bytes]

    __table_args__ = (
        Index("offers_by_time", "made_at", "offer_id"),
        Index("offers_of_proposals_by_time", "proposal_id", "made_at", "offer_id"),
    )


class PhotoRow(PhotoColumns, ProposalsTable):
    """A photo of a proposal that is its own, and not that of the idea that it was."""

    __tablename__ = "photos"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.proposal_id"), index=True)


class OriginalRow(OriginalColumns, ProposalsTable):
    """Words of a proposal that were taken down; for the office alone, and not for long."""

    __tablename__ = "originals"


class FirstWordsRow(FirstColumns, ProposalsTable):
    """How a proposal was first written, before the office corrected it."""

    __tablename__ = "first_words"


class ContactRow(ContactColumns, ProposalsTable):
    """How to reach whoever made a proposal or an offer; nowhere else, and not for ever."""

    __tablename__ = "contacts"

    of: Mapped[UUID] = mapped_column(primary_key=True)


class TellingRow(AddressedColumns, ProposalsTable):
    """One piece of news for whoever made a proposal or an offer. It goes with the contact when that is erased."""

    __tablename__ = "tellings"

    of: Mapped[UUID] = mapped_column(ForeignKey("contacts.of", ondelete="CASCADE"), index=True)

    __table_args__ = (Index("tellings_waiting", "next_attempt_at", postgresql_where=sql("state = 'waiting'")),)
