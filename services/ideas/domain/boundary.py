"""Where an area ends: one or several polygons, as GeoJSON has them, and whether a place lies within."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from libs.shared.kernel.location import Location, LocationIsNotClear
from libs.shared.kernel.typed_text import same_name
from services.ideas.domain.errors import BoundariesAreNotSound, LocationIsOutsideTheAreas
from services.ideas.domain.round import Area

MOST_POSITIONS = 10_000
"""So many corners all boundaries of a round may have: enough for every bend of a town, and one event holds them."""

_FEWEST_OF_A_RING = 4

Position = tuple[float, float]
Ring = tuple[Position, ...]
Polygon = tuple[Ring, ...]


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
        return sum(abs(_turning(ring)) for polygon in self.polygons for ring in polygon[:1])

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


def _turning(ring: Ring) -> float:
    """Twice the ring's area, above zero if it runs counterclockwise."""
    return sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))


def area_of(where: Location, said: UUID | None, areas: Sequence[Area], drawn: Boundaries) -> UUID | None:
    """The area in which the place lies, the smallest if several do; what was said, if the map does not tell.

    Raises:
        LocationIsOutsideTheAreas: if every area has a boundary, and the place lies in none.
    """
    around = sorted((boundary.size, area_id) for area_id, boundary in drawn.items() if boundary.is_around(where))
    if around:
        return around[0][1]
    if drawn and all(area.area_id in drawn for area in areas):
        raise LocationIsOutsideTheAreas
    return said


def read_boundaries(features: Sequence[Mapping[str, Any]], areas: Sequence[Area]) -> dict[UUID, Boundary]:
    """The boundaries that the features of a GeoJSON file give the areas that they name.

    Raises:
        BoundariesAreNotSound: if one cannot be read, names no area, or all are too long; each feature with its trouble.
    """
    found: dict[UUID, Boundary] = {}
    errors: list[str] = []
    for number, feature in enumerate(features, 1):
        try:
            area = _named(feature.get("properties"), [area for area in areas if area.area_id not in found])
            found[area.area_id] = _boundary(feature.get("geometry"))
        except ValueError as wrong:
            errors.append(f"Feature {number}: {wrong}.")
    if (positions := sum(boundary.positions for boundary in found.values())) > MOST_POSITIONS:
        errors.append(f"There are {positions:,} corners in all; {MOST_POSITIONS:,} fit. Simplify the boundaries.")
    if errors:
        raise BoundariesAreNotSound(errors)
    return found


def _named(told: object, areas: Sequence[Area]) -> Area:
    """The area that the property ``name`` names, or if there is none any other property; each is named once."""
    properties = told if isinstance(told, dict) else {}
    said = [properties["name"]] if "name" in properties else [*properties.values()]
    names = {same_name(one) for one in said if isinstance(one, str)}
    meant = [area for area in areas if same_name(area.name) in names or str(area.area_id) in said]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise ValueError("it names several areas; give it a property “name”")
    called = f"“{str(said[0])[:60]}” is no area" if "name" in properties else "it names no area"
    there = ", ".join(area.name for area in areas)[:300] or "none"
    raise ValueError(f"{called} of the round that lacks a boundary. There are: {there}")


def _boundary(geometry: object) -> Boundary:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    told = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(told, list):
        raise ValueError("its geometry must be a Polygon or a MultiPolygon")
    polygons = [told] if kind == "Polygon" else told
    if not polygons or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise ValueError("a polygon needs at least one ring")
    return Boundary(tuple(tuple(_ring(ring, is_hole=bool(n)) for n, ring in enumerate(one)) for one in polygons))


def _ring(told: object, *, is_hole: bool) -> Ring:
    """The ring, turned as RFC 7946 asks: the outer one counterclockwise, a hole clockwise."""
    if not isinstance(told, list) or len(told) < _FEWEST_OF_A_RING:
        raise ValueError("a ring needs four positions or more")
    if told[0] != told[-1]:
        raise ValueError("a ring must end where it began")
    ring = tuple(_position(position) for position in told)
    if not (turning := _turning(ring)):
        raise ValueError("a ring must enclose something")
    return ring if (turning > 0) != is_hole else ring[::-1]


def _position(told: object) -> Position:
    is_pair = isinstance(told, list) and len(told) >= len(("longitude", "latitude"))
    if not is_pair or not all(isinstance(one, int | float) and not isinstance(one, bool) for one in told):  # type: ignore[attr-defined]
        raise ValueError("a position is a pair of numbers: longitude, latitude")
    try:
        where = Location.at(*told[:2])  # type: ignore[index]
    except OverflowError:
        raise ValueError("a position is far too large a number") from None
    except LocationIsNotClear as wrong:
        raise ValueError(f"{str(wrong).removesuffix('.')} (GeoJSON says longitude first, in WGS 84)") from None
    return where.longitude, where.latitude
