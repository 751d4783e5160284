"""Where an area ends: one or several polygons, as GeoJSON has them, and whether a place lies within."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from libs.shared.kernel.errors import DomainError
from libs.shared.kernel.location import Location

Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]


class LocationIsOutsideTheAreas(DomainError):
    """The place lies in no area of the round."""

    code = "location-is-outside-the-areas"

    def __init__(self) -> None:
        super().__init__("This place lies outside of the areas that the round is about.")
        self.errors = [{"field": "location", "message": str(self)}]


@dataclass(frozen=True, slots=True)
class Boundary:
    """The polygons of an area, each an outer ring and the holes in it; a position is longitude and latitude."""

    polygons: tuple[Polygon, ...]

    @property
    def positions(self) -> int:
        """How many corners it has."""
        return sum(len(ring) for polygon in self.polygons for ring in polygon)

    @property
    def size(self) -> float:
        """How large it is, in square degrees: to tell the smaller of two that lie around a place."""
        return sum(abs(turning(ring)) for polygon in self.polygons for ring in polygon[:1])

    def is_around(self, where: Location) -> bool:
        """Whether the place lies within: a ray from it crosses the rings an odd number of times."""
        rings = (ring for polygon in self.polygons for ring in polygon)
        return sum(_crossings(ring, where) for ring in rings) % 2 == 1


Boundaries = Mapping[UUID, Boundary]
"""The boundaries of a round by its areas' ids; an area without one is not among them."""


def _crossings(ring: Ring, where: Location) -> int:
    return sum(_is_crossed(one, next_one, where) for one, next_one in pairwise(ring))


def _is_crossed(one: Position, other: Position, where: Location) -> bool:
    (x, y), (to_x, to_y) = one, other
    if (y > where.latitude) == (to_y > where.latitude):
        return False
    return where.longitude < x + (where.latitude - y) / (to_y - y) * (to_x - x)


def turning(ring: Ring) -> float:
    """Twice the ring's area, above zero if it runs counterclockwise."""
    return sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))


def read_polygons(told: list[list[list[list[float]]]]) -> Boundary:
    """The boundary that these coordinates of a sound ``MultiPolygon`` draw."""
    return Boundary(tuple(tuple(tuple((at[0], at[1]) for at in ring) for ring in polygon) for polygon in told))


def area_of(where: Location, said: UUID | None, areas: Collection[UUID], drawn: Boundaries) -> UUID | None:
    """The area in which the place lies, the smallest if several do; what was said, if the map does not tell.

    Raises:
        LocationIsOutsideTheAreas: if every area has a boundary, and the place lies in none.
    """
    around = sorted((boundary.size, area_id) for area_id, boundary in drawn.items() if boundary.is_around(where))
    if around:
        return around[0][1]
    if drawn and all(area_id in drawn for area_id in areas):
        raise LocationIsOutsideTheAreas
    return said
