"""Notes: what staff tell each other about an idea. Nobody outside reads them, and they are erased after a year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

_KEPT_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Note:
    """One note of somebody of the staff."""

    note_id: UUID
    idea_id: UUID
    written_by: UUID
    written_at: datetime
    text: str

    @property
    def erase_on(self) -> date:
        """The day on which it is erased."""
        return (self.written_at + _KEPT_FOR).date()
