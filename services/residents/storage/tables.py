"""The tables of residents."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from services.residents.domain.errors import PollState


class ResidentsTable(DeclarativeBase):
    """The tables that residents has besides the platform's."""

    type_annotation_map = {str: Text, datetime: DateTime(timezone=True), PollState: Text}  # noqa: RUF012 - SQLAlchemy's own way


class RoundRow(ResidentsTable):
    """A round, as ideas announced it."""

    __tablename__ = "rounds"

    round_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]


class AreaRow(ResidentsTable):
    """An area of a round; ``lies_in`` holds it and every area around it."""

    __tablename__ = "areas"

    area_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"), index=True)
    name: Mapped[str]
    lies_in: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))


class PersonRow(ResidentsTable):
    """One entry of a round's roll. ``code_mac`` is all that is kept of the invitation code.

    ``person_id`` is what pseudonyms hang on: files may write the number in another way. For those who were on a roll
    before version 0.2 it is that number, so that their pseudonyms stay.
    """

    __tablename__ = "roll"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"), primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str]
    area_id: Mapped[UUID | None]
    code_mac: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)


class MarkRow(ResidentsTable):
    """Somebody's entry is marked, as at a polling station: the code was used in the poll. Gone when the poll ends."""

    __tablename__ = "marks"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(primary_key=True)


class WaitingRollRow(ResidentsTable):
    """A file that was read and waits for somebody to confirm the difference. One for each round."""

    __tablename__ = "waiting_rolls"

    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.round_id"), primary_key=True)
    import_id: Mapped[UUID]
    numbers: Mapped[list[str]] = mapped_column(ARRAY(Text))
    areas: Mapped[list[UUID | None]] = mapped_column(ARRAY(Uuid))
    lines: Mapped[list[int]] = mapped_column(ARRAY(Integer))


class PollRow(ResidentsTable):
    """A poll, as voting announced it. It may come before its round: two services, no common order.

    People of the roll vote in polls; in a rehearsal, test codes alone do (decision 41).
    """

    __tablename__ = "polls"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(index=True)
    area_id: Mapped[UUID | None]
    state: Mapped[PollState]
    channels: Mapped[list[str]] = mapped_column(ARRAY(Text))
    opens_at: Mapped[datetime]
    is_rehearsal: Mapped[bool] = mapped_column(server_default=false())


class RehearsalCodeRow(ResidentsTable):
    """A code for a rehearsal, and for nothing else. It is nobody's, and on no roll; gone when the rehearsal ends."""

    __tablename__ = "test_codes"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str]
    code_mac: Mapped[bytes] = mapped_column(LargeBinary, unique=True)


class PollKeyRow(ResidentsTable):
    """What the database knows of a poll's key: a fingerprint of one half, which lies in a file (``poll_keys.py``).

    The other half is derived from the settings. ``salt`` held the first half before version 0.2, and is empty now.
    """

    __tablename__ = "poll_keys"

    poll_id: Mapped[UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)


class SecretMarkRow(ResidentsTable):
    """The fingerprint of the secret that this database's codes and pseudonyms were made with. One row."""

    __tablename__ = "secret_mark"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)


class StaffRow(ResidentsTable):
    """A member of staff.

    ``session_version`` stands in each session's token; another one ends them all. ``trusted_since`` is when somebody
    else last made the account what it is: whoever came after a poll closed does not certify it. ``has_own_password``
    unless whoever made the account knows it, too.
    """

    __tablename__ = "staff"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    is_disabled: Mapped[bool] = mapped_column(default=False)
    session_version: Mapped[int] = mapped_column(default=0)
    trusted_since: Mapped[datetime]
    has_own_password: Mapped[bool]

    __table_args__ = (Index("staff_by_name", func.lower(text("name")), unique=True),)


class StaffSessionRow(ResidentsTable):
    """A session that goes on as long as something is done with it. ``seen_at`` is kept to the minute."""

    __tablename__ = "staff_sessions"

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.staff_id"))
    seen_at: Mapped[datetime]


class SecondFactorRow(ResidentsTable):
    """An account's authenticator app, and what is kept of its recovery codes.

    ``last_step`` is the time step of the last code that was used: none is taken twice.
    """

    __tablename__ = "second_factors"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.staff_id"), primary_key=True)
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    is_confirmed: Mapped[bool]
    last_step: Mapped[int] = mapped_column(BigInteger)
    recovery_macs: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary))


class PasskeyRow(ResidentsTable):
    """A passkey of an account: its public half, and its own count of how often it was used."""

    __tablename__ = "passkeys"

    passkey_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.staff_id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PasskeyQuestionRow(ResidentsTable):
    """A question that waits for a passkey's answer. Of the ticket a digest is kept.

    It counts for nothing once the account's sessions were ended: ``session_version`` is that of when it was asked.
    """

    __tablename__ = "passkey_questions"

    ticket_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.staff_id"))
    session_version: Mapped[int]
    purpose: Mapped[str]
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
