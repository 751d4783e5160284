"""A mail, before anything is known of how it is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.telling import TellingWasNotTaken


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person.

    Attributes:
        unsubscribe: the address at which one click ends mail of its kind.
        answers: the Message-ID of the mail that it answers, ``<…>`` and all; empty if that had none. An answer has no
            sender for machines, so that nothing bounces to and fro.
        name: what its own Message-ID begins with, where that is to be known again in an answer.
        reply_to: who hears what is answered, if not the sender of all our mail.
    """

    mail_id: UUID
    to: str
    subject: str
    text: str
    language: str
    made_at: datetime
    unsubscribe: str | None = None
    answers: str | None = None
    name: str | None = None
    reply_to: str | None = None


class MailWasNotTaken(TellingWasNotTaken):
    """The mail server did not take a mail."""
