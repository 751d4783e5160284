"""Where the areas of a round end, read from a file of GeoJSON."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from libs.shared.kernel.boundary import Boundary, Position, Ring, turning
from libs.shared.kernel.location import Location, LocationIsNotClear
from libs.shared.kernel.typed_text import same_name
from services.ideas.domain.errors import BoundariesAreNotSound
from services.ideas.domain.round import Area

MOST_POSITIONS = 10_000
"""So many corners all boundaries of a round may have: enough for every bend of a town, and one event holds them."""

_FEWEST_OF_A_RING = 4


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
    if not (turn := turning(ring)):
        raise ValueError("a ring must enclose something")
    return ring if (turn > 0) != is_hole else ring[::-1]


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
