"""A piece of news for somebody who sent something in, and when to try again to bring it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from libs.shared.kernel.contact import Contact
from libs.shared.kernel.errors import DomainError

_MOST_ATTEMPTS = 8
_LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Telling:
    """One piece of news that waits to be told, and how far the attempts have come.

    ``number`` is that of the idea or proposal that it is about, ``page`` the path of the page that says more,
    ``unsubscribe`` that of the page where whoever asked for it themselves ends it at once.
    """

    telling_id: UUID
    number: str
    page: str
    language: str
    subject: str
    text: str
    contact: Contact
    made_at: datetime
    attempts: int = 0
    unsubscribe: str | None = None


class TellingWasNotTaken(Exception):
    """Nobody took a piece of news to bring it; ``is_final`` if nobody ever will."""

    def __init__(self, trouble: str, *, is_final: bool = False) -> None:
        super().__init__(trouble)
        self.is_final = is_final


class TellingIsNotWaiting(DomainError):
    """The telling was done already, or never waited."""

    code = "telling-is-not-waiting"

    def __init__(self, telling_id: UUID) -> None:
        super().__init__("This does not wait any more.")
        self.telling_id = telling_id


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts; none if it is time for a person to do it."""
    if attempts >= _MOST_ATTEMPTS:
        return None
    pause: timedelta = timedelta(minutes=4 ** (attempts - 1))
    return now + min(_LONGEST_PAUSE, pause)
