"""A dataset as GeoJSON, for maps: the rows that have a place on the map, each as a feature.

Source: RFC 7946. Coordinates are longitude first, in degrees (WGS 84). Its ``license`` is a member of our own, as the
RFC allows.
"""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from services.reporting.domain.open_data.dataset import Cell, Dataset, Row, Terms
from services.reporting.domain.open_data.texts import Pages, head_of, listed

_COORDINATES = ("longitude", "latitude")


async def as_geojson(dataset: Dataset, terms: Terms, pages: Pages) -> AsyncIterator[bytes]:
    """One collection of features, piece by piece."""
    about = {"type": "FeatureCollection"} | head_of(dataset, terms) | {"features": []}
    async for piece in listed(about, pages, lambda row: _feature(dataset, row)):
        yield piece


def _feature(dataset: Dataset, row: Row) -> Mapping[str, Any] | None:
    """The row on the map; none if it has no place there."""
    told: dict[str, Cell] = dict(zip(dataset.columns, row, strict=True))
    if (geometry := _geometry(told)) is None:
        return None
    key = next(field.name for field in reversed(dataset.fields) if field.is_key)
    return {"type": "Feature", "id": told[key], "geometry": geometry, "properties": told}


def _geometry(told: dict[str, Cell]) -> object:
    """Where the row is, taken out of what is told of it."""
    if "outline" in told:
        outline = told.pop("outline")
        return None if outline is None else json.loads(str(outline))
    longitude, latitude = (told.pop(name) for name in _COORDINATES)
    is_known = longitude is not None and latitude is not None
    return {"type": "Point", "coordinates": [longitude, latitude]} if is_known else None
