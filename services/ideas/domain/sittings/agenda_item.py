"""An item of an agenda: what is dealt with, what the minutes say of it, and the way that the board chose."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.shared.kernel.version import version_of


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many of each part were there for an item. Nobody is named."""

    citizens: int = 0
    politics: int = 0
    administration: int = 0
    submitters: int = 0
    public: int = 0


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes say of one item. ``correction`` is why they say something else than when they were published."""

    said: str
    result: str
    attended: Attendance
    corrected_at: datetime | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The way that the board chose for an idea: by which action of its workflow, and when that was written down.

    ``asked_cents`` is what the idea asks a jury for, in the minor unit of the round's currency.
    """

    action: str
    chosen_at: datetime
    asked_cents: int | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something that a sitting deals with: an idea, or a topic of other words."""

    item_id: UUID
    idea_id: UUID | None
    topic: str | None
    minutes: Minutes | None = None
    way: Way | None = None

    @property
    def version(self) -> str:
        """Another one whenever the item or its minutes have changed."""
        return version_of(self)

    def is_about(self, idea_id: UUID | None, topic: str | None) -> bool:
        """Whether it deals with the same."""
        return self.idea_id == idea_id if idea_id else self.idea_id is None and self.topic == topic
