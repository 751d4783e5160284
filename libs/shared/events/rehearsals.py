"""What ``services/voting`` announces of rehearsals, and residents of their keys: only what the two need of each other.

A rehearsal is no poll to anybody else (decision 41). So nothing of it is announced as an event of a poll.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Event
from libs.shared.events.words import Channel


class _AboutARehearsal(Event):
    poll_id: UUID = Field(
        description="The rehearsal that it is about: no poll, though it is read under the address of one."
    )

    @property
    def key(self) -> UUID:
        return self.poll_id


class RehearsalPublished(_AboutARehearsal):
    """Residents may make test codes for a rehearsal. It is no poll, and nothing of it is ever real."""

    type: ClassVar[str] = "voting.rehearsal-published.v1"

    round_id: UUID
    area_id: UUID | None = None
    channels: list[Channel]
    opens_at: datetime


class RehearsalOpened(_AboutARehearsal):
    """Whoever has a test code may get a permit for the rehearsal."""

    type: ClassVar[str] = "voting.rehearsal-opened.v1"


class RehearsalEnded(_AboutARehearsal):
    """The rehearsal was closed, or called off: its test codes end."""

    type: ClassVar[str] = "voting.rehearsal-ended.v1"


class RehearsalKeyDestroyed(_AboutARehearsal):
    """The key that made test codes into pseudonyms is gone, and so are the codes."""

    type: ClassVar[str] = "residents.rehearsal-key-destroyed.v1"

    marked: int | None = Field(default=None, ge=0, description="How many test codes were used.")
