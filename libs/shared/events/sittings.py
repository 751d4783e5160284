"""What ``services/ideas`` announces of sittings: who deals with which ideas in public, when and where."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Audience, Event
from libs.shared.events.words import replaced

DecidingBody = Literal["board", "jury", "committee", "council"]


class _AboutASitting(Event):
    audience: ClassVar[Audience] = "public"

    sitting_id: UUID = Field(description="The sitting that it is about.")
    round_id: UUID
    body: DecidingBody = Field(description="Who sits: the accompanying board, a jury, a committee, or the council.")
    name: str = Field(description="What the sitting is called.")
    begins_at: datetime = Field(description="When it begins (UTC).")
    place: str | None = Field(default=None, description="Where it takes place, in words; none if that is not said.")
    link: str | None = Field(
        default=None, description="The address by which one takes part from afar, if there is one."
    )
    idea_ids: list[UUID] = Field(description="The ideas on the agenda, in its order.")

    @property
    def key(self) -> UUID:
        return self.sitting_id


class SittingAnnounced(_AboutASitting):
    """A sitting is to come: its agenda is public, and whoever suggested something on it is invited."""

    type: ClassVar[str] = "ideas.sitting-announced.v1"


class SittingChanged(_AboutASitting):
    """Something of a sitting is different now: all of it as it stands.

    The events of before tell the words that it has from now on, too.
    """

    type: ClassVar[str] = "ideas.sitting-changed.v1"
    rewords: ClassVar[bool] = True

    state: Literal["announced", "held", "minutes_published", "cancelled"] = Field(
        description="Whether it is to come, was held, has its minutes published, or was called off."
    )

    def retell(self, event_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
        return replaced(data, {"name": self.name, "place": self.place, "link": self.link})
