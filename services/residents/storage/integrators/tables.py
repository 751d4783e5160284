"""The tables of integrators."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.residents.storage.tables import ResidentsTable


class IntegratorRow(ResidentsTable):
    """Somebody whose programs read or write here."""

    __tablename__ = "integrators"

    integrator_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_at: Mapped[datetime]

    __table_args__ = (Index("integrators_by_name", func.lower(text("name")), unique=True),)


class IntegratorKeyRow(ResidentsTable):
    """A key of an account. ``digest`` is all that is kept of it: it has 32 random bytes, which nobody guesses."""

    __tablename__ = "integrator_keys"

    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    integrator_id: Mapped[UUID] = mapped_column(ForeignKey("integrators.integrator_id"), index=True)
    name: Mapped[str]
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    per_minute: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
