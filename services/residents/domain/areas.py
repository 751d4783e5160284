"""Areas, which may lie within others."""

from collections.abc import Mapping
from uuid import UUID


def lies_in(area_id: UUID, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    """The area itself and every area around it, the smallest first."""
    found: list[UUID] = []
    here: UUID | None = area_id
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found
