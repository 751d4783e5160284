"""The roll of a round in figures, as residents announced it: how many may vote, and how many of them have a code."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Roll:
    """How many people are on it.

    Args:
        people: All of them.
        invited: How many have a code to vote with, where residents have said so.
        by_area: Where they live.
        within: The area around each area of the round, where voting has heard of it.
    """

    people: int
    invited: int | None
    by_area: Mapping[UUID | None, int]
    within: Mapping[UUID, UUID | None] | None

    def electorate(self, area_id: UUID | None) -> int | None:
        """How many may vote in a poll for the area; none if nobody can say."""
        if area_id is None:
            return self.people
        return None if self.within is None else sum(self.electorates(area_id).values())

    def electorates(self, area_id: UUID | None) -> Mapping[UUID | None, int]:
        """How many may vote in a poll for the area, by where they live; none where nobody does, or nobody can say."""
        is_among = {area: area_id is None or area_id in self._around(area) for area in self.by_area}
        return {area: people for area, people in self.by_area.items() if people and is_among[area]}

    def _around(self, area: UUID | None) -> set[UUID]:
        found: set[UUID] = set()
        while area is not None and area not in found:
            found.add(area)
            area = (self.within or {}).get(area)
        return found
