"""What ``services/residents`` announces: counts and facts about keys, never a person."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from libs.shared.events.envelope import Event
from libs.shared.events.words import Part


class PeopleInArea(Part):
    """How many people of the roll live in an area."""

    area_id: UUID | None
    people: int


class RollImported(Event):
    """The roll of a round was read in, or codes were given or taken back: how many may take part, by area.

    It replaces earlier counts of the round.
    """

    type: ClassVar[str] = "residents.roll-imported.v1"

    round_id: UUID
    people: int
    by_area: list[PeopleInArea]
    invited: int | None = Field(default=None, description="How many of them have a code to vote with.")

    @property
    def key(self) -> UUID:
        return self.round_id


class PollKeyDestroyed(Event):
    """The key that made people into pseudonyms for this poll is gone for good, and so are the marks on its roll."""

    type: ClassVar[str] = "residents.poll-key-destroyed.v1"

    poll_id: UUID
    marked: int | None = Field(
        default=None, ge=0, description="On how many entries of the roll it was marked that the code was used."
    )

    @property
    def key(self) -> UUID:
        return self.poll_id
