"""Who does something to a poll: staff by their roles, or one of the two programs that have a part of their own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.words import Words, words

CLOCK = "clock"
TELLER = "teller"
OFFICERS = frozenset({"returning-officer"})

OFFICER_IN_WORDS: Words = words("A returning officer")
CLOCK_IN_WORDS: Words = words("The clock")
TELLER_IN_WORDS: Words = words("The counting program")


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a member of staff by id and roles; or the clock or the teller, by words for the life line.

    ``trusted_since`` is when somebody else last made the account what it is.
    """

    actor_id: UUID | None
    roles: Collection[str]
    words: Words | None = None
    trusted_since: datetime | None = None


THE_CLOCK = Actor(None, frozenset({CLOCK}), CLOCK_IN_WORDS)
THE_TELLER = Actor(None, frozenset({TELLER}), TELLER_IN_WORDS)
