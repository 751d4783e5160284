"""A mail, before anything is known of how it is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person; ``unsubscribe`` is the address at which one click ends mail of its kind."""

    mail_id: UUID
    to: str
    subject: str
    text: str
    language: str
    made_at: datetime
    unsubscribe: str | None = None


class MailWasNotTaken(Exception):
    """The mail server did not take a mail."""

    def __init__(self, trouble: str, *, is_final: bool = False) -> None:
        super().__init__(trouble)
        self.is_final = is_final
