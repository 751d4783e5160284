"""A map of areas as a drawing: outlines and points of the earth, on a sheet of paper.

The projection is equirectangular at the town's own latitude: over a town it bends nothing that anybody could see.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Self

from gateways.web.clients.asking import Json
from libs.shared.kernel.location import Location

WIDTH = 400
_TALLEST, _FLATTEST = 520, 160
_MARGIN = 18
_SEEN = 0.6
"""Corners that lie closer together than this are one on the paper."""

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper: how large it is, where its north-west corner lies, and how much of it a degree takes."""

    width: int
    height: int
    west: float
    north: float
    per_longitude: float
    per_latitude: float

    @classmethod
    def around(cls, positions: Sequence[Spot], width: int = WIDTH) -> Self:
        """A sheet that shows all of these."""
        west, east = min(x for x, _ in positions), max(x for x, _ in positions)
        south, north = min(y for _, y in positions), max(y for _, y in positions)
        shrunk = max(0.01, cos(radians((south + north) / 2)))
        inner = width - 2 * _MARGIN
        scale = min(inner / max(1e-6, (east - west) * shrunk), (_TALLEST - 2 * _MARGIN) / max(1e-6, north - south))
        height = max(_FLATTEST, round((north - south) * scale) + 2 * _MARGIN)
        left = (width / scale / shrunk - (east - west)) / 2
        above = (height / scale - (north - south)) / 2
        return cls(width, height, west - left, north + above, scale * shrunk, scale)

    def spot(self, longitude: float, latitude: float) -> Spot:
        """Where a place is on the paper."""
        return (longitude - self.west) * self.per_longitude, (self.north - latitude) * self.per_latitude

    def place(self, x: float, y: float) -> Location:
        """Which place is there on the paper, or where it ends in that direction."""
        x, y = min(x, self.width), min(y, self.height)
        longitude, latitude = self.west + x / self.per_longitude, self.north - y / self.per_latitude
        return Location.at(max(-180.0, min(180.0, longitude)), max(-90.0, min(90.0, latitude)))

    def shown_at(self, longitude: float, latitude: float) -> Spot | None:
        """Where a place is drawn; none if it is not on the paper at all."""
        x, y = self.spot(longitude, latitude)
        return (round(x, 1), round(y, 1)) if 0 <= x <= self.width and 0 <= y <= self.height else None


@dataclass(frozen=True, slots=True)
class Outline:
    """An area on the paper: its path, and where its name stands."""

    area_id: str
    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The areas of a round on a sheet."""

    sheet: Sheet
    outlines: tuple[Outline, ...]

    @classmethod
    def of(cls, features: Sequence[Json], width: int = WIDTH) -> Self | None:
        """The areas that these features of GeoJSON tell of; none if there are none."""
        positions = [(at[0], at[1]) for one in features for ring in _rings(one) for at in ring]
        if not positions:
            return None
        sheet = Sheet.around(positions, width)
        return cls(sheet, tuple(_outline(one, sheet) for one in features))


def _rings(feature: Json) -> Iterator[Sequence[Spot]]:
    for polygon in feature["geometry"]["coordinates"]:
        yield from polygon


def _outline(feature: Json, sheet: Sheet) -> Outline:
    rings = [[sheet.spot(*at) for at in ring] for ring in _rings(feature)]
    path = "".join(_path(ring) for ring in rings)
    x, y = _middle(max(rings, key=lambda ring: abs(_turning(ring))))
    told = feature["properties"]
    return Outline(told["area_id"], told["name"], path, round(x, 1), round(y, 1))


def _path(ring: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _seen(ring)) + "z"


def _seen(ring: Sequence[Spot]) -> Iterator[Spot]:
    last: Spot | None = None
    for x, y in ring[:-1]:
        if last is None or abs(x - last[0]) + abs(y - last[1]) >= _SEEN:
            last = (x, y)
            yield last


def _edges(ring: Sequence[Spot]) -> Iterable[tuple[Spot, Spot, float]]:
    return ((one, other, one[0] * other[1] - other[0] * one[1]) for one, other in pairwise(ring))


def _turning(ring: Sequence[Spot]) -> float:
    return sum(cross for _, _, cross in _edges(ring))


def _middle(ring: Sequence[Spot]) -> Spot:
    """The ring's centre of gravity."""
    turning = _turning(ring)
    if abs(turning) < 1e-9:  # noqa: PLR2004 - nothing to divide by
        return ring[0]
    x = sum((one[0] + other[0]) * cross for one, other, cross in _edges(ring))
    y = sum((one[1] + other[1]) * cross for one, other, cross in _edges(ring))
    return x / (3 * turning), y / (3 * turning)
