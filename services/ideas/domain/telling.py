"""What whoever suggested an idea is told, in their language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from libs.shared.kernel.contact import Contact
from libs.shared.kernel.words import Words, in_language, words
from services.ideas.domain.idea import Idea

_SUBJECT: Words = words("Your idea {number}")
_TEXT: Words = words("Hello,\n\nthere is news of your idea {number}, “{title}”.\n\n{words}\n")
LINK: Words = words("Its life line: {link}\n")

_MOST_ATTEMPTS = 8
_LONGEST_PAUSE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Telling:
    """One piece of news that waits to be told, and how far the attempts have come."""

    telling_id: UUID
    number: str
    language: str
    subject: str
    text: str
    contact: Contact
    made_at: datetime
    attempts: int = 0


def words_of(idea: Idea, news: Words) -> tuple[str, str]:
    """Subject and text of the news, in the language of whoever suggested the idea."""
    said = in_language(news, idea.language)
    subject = in_language(_SUBJECT, idea.language).format(number=idea.number)
    return subject, in_language(_TEXT, idea.language).format(number=idea.number, title=idea.title, words=said)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts; none if it is time for a person to do it."""
    if attempts >= _MOST_ATTEMPTS:
        return None
    pause: timedelta = timedelta(minutes=4 ** (attempts - 1))
    return now + min(_LONGEST_PAUSE, pause)
