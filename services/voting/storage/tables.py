"""Voting's tables."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from libs.shared.platform.storage.changed_rows import ChangeColumns
from libs.shared.platform.storage.original_rows import OriginalColumns

_MOMENT = DateTime(timezone=True)


class VotingTable(DeclarativeBase):
    """The tables of this service."""


class RoundRow(VotingTable):
    """The days on which a round votes, as ideas announced them, and the clock that they are days of.

    ``within`` names the area around each of its areas; a round that was heard of before version 0.2 has none.
    """

    __tablename__ = "rounds"

    round_id: Mapped[UUID] = mapped_column(primary_key=True)
    votes_from: Mapped[date | None] = mapped_column(Date)
    votes_until: Mapped[date | None] = mapped_column(Date)
    time_zone: Mapped[str] = mapped_column(Text)
    within: Mapped[dict[str, str | None] | None] = mapped_column(JSONB(none_as_null=True))


class RollRow(VotingTable):
    """The roll of a round in figures, as residents announced it. It may come before its round."""

    __tablename__ = "rolls"

    round_id: Mapped[UUID] = mapped_column(primary_key=True)
    people: Mapped[int]
    invited: Mapped[int | None]
    by_area: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class FundRow(VotingTable):
    """A fund of a round, as ideas announced it."""

    __tablename__ = "funds"

    fund_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    round_name: Mapped[str] = mapped_column(Text)
    area_id: Mapped[UUID | None]
    budget_cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(Text)
    spent_by: Mapped[str] = mapped_column(Text)


class ProposalRow(VotingTable):
    """An accepted proposal, as proposals announced it."""

    __tablename__ = "proposals"

    proposal_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    fund_id: Mapped[UUID] = mapped_column(index=True)
    area_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    cost_cents: Mapped[int] = mapped_column(BigInteger)
    committed_cents: Mapped[int] = mapped_column(BigInteger)


class PollRow(ChangeColumns, VotingTable):
    """A poll. ``paper`` is empty while it is drafted: until then the paper follows the proposals, or has ``options``.

    ``published`` is what was announced when it was published, as everybody knows it.
    """

    __tablename__ = "polls"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[UUID | None] = mapped_column(unique=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    fund_id: Mapped[UUID]
    area_id: Mapped[UUID | None]
    budget_cents: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, index=True)
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    opens_at: Mapped[datetime] = mapped_column(_MOMENT)
    closes_at: Mapped[datetime] = mapped_column(_MOMENT)
    numbers: Mapped[dict[str, int]] = mapped_column(JSONB)
    options: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    paper: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    published: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    lot_seed: Mapped[str | None] = mapped_column(Text)
    lot_commitment: Mapped[str | None] = mapped_column(Text)
    ballots: Mapped[int | None]
    marked: Mapped[int | None]
    sealed_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    weighing: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    is_rehearsal: Mapped[bool] = mapped_column(server_default=false())


class ActRow(VotingTable):
    """One thing that was done to a poll. Appended, never changed but for words that are taken down (decision 23)."""

    __tablename__ = "poll_acts"

    act_id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    poll_id: Mapped[UUID] = mapped_column(ForeignKey("polls.poll_id"), index=True)
    at: Mapped[datetime] = mapped_column(_MOMENT, server_default=func.clock_timestamp())
    action: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    words: Mapped[dict[str, str]] = mapped_column(JSONB)
    by: Mapped[dict[str, str]] = mapped_column(JSONB)
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)


class OriginalRow(OriginalColumns, VotingTable):
    """Words about a poll that were taken down; for officers alone, and not for long."""

    __tablename__ = "originals"


class BallotRow(VotingTable):
    """The ballot box while its poll is open: a partition for each poll, dropped at closing.

    Rows are only ever appended. A person's ballot in force is the one with the highest ``turn``.
    """

    __tablename__ = "ballots"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    pseudonym: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    turn: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes | None] = mapped_column(LargeBinary)
    choices: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    area_id: Mapped[UUID | None]
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ballots_by_commitment", "poll_id", "commitment"),
        {"postgresql_partition_by": "LIST (poll_id)"},
    )


class TurnoutRow(VotingTable):
    """What was told of a poll's turnout the last time, and as of when."""

    __tablename__ = "turnouts"

    poll_id: Mapped[UUID] = mapped_column(ForeignKey("polls.poll_id"), primary_key=True)
    as_of: Mapped[datetime] = mapped_column(_MOMENT)
    told: Mapped[dict[str, Any]] = mapped_column(JSONB)


class SealedBallotRow(VotingTable):
    """The ballot box after closing: no pseudonyms, written in random order.

    Ballots of small cells have neither channel nor area. ``weight`` is for how many one counts, where the terms say so.
    """

    __tablename__ = "sealed_ballots"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    commitment: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    choices: Mapped[str] = mapped_column(Text)
    channel: Mapped[str | None] = mapped_column(Text)
    area_id: Mapped[UUID | None]
    was_replaced: Mapped[bool]
    weight: Mapped[int | None] = mapped_column(SmallInteger)


class CountRow(VotingTable):
    """How far the count of a poll has come, and what the second count had against it."""

    __tablename__ = "counts"

    poll_id: Mapped[UUID] = mapped_column(ForeignKey("polls.poll_id"), primary_key=True)
    stage: Mapped[str] = mapped_column(Text)
    done: Mapped[int]
    of: Mapped[int | None]
    attempts: Mapped[int]
    objections: Mapped[list[str]] = mapped_column(ARRAY(Text))


class OutcomeRow(VotingTable):
    """What the count of a poll says, with its trace."""

    __tablename__ = "outcomes"

    poll_id: Mapped[UUID] = mapped_column(ForeignKey("polls.poll_id"), primary_key=True)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSONB)
