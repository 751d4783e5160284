"""A barrier that somebody met on the pages and tells the town hall of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.contact import Contact


@dataclass(frozen=True, slots=True)
class Barrier:
    """A report: on which page, what happened, in whose language, and how to answer."""

    barrier_id: UUID
    page: str | None
    words: str
    language: str
    reported_at: datetime
    contact: Contact | None = None
