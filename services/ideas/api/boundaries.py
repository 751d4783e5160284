"""Boundaries of a round's areas over HTTP, as GeoJSON."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from libs.shared.kernel.boundary import Boundary
from libs.shared.platform.access.staff import staff_with
from services.ideas.api.at_hand import TheDatabase, TheRuntime
from services.ideas.domain.round import Area
from services.ideas.use_cases.draw_boundaries import DrawnRound, draw_boundaries, see_boundaries

router = APIRouter(prefix="/api/ideas/v1/rounds", tags=["rounds"])


class NewBoundaries(BaseModel):
    """A GeoJSON file: one feature for each area, a `Polygon` or a `MultiPolygon`.

    A feature says by its property `name` which area it is; without one, by whichever of its properties names an area.
    """

    type: Literal["FeatureCollection"]
    features: Annotated[list[dict[str, Any]], Field(max_length=500)]


class OutlineBody(BaseModel):
    """The geometry of an area (RFC 7946): longitude first, in degrees (WGS 84)."""

    type: Literal["MultiPolygon"] = "MultiPolygon"
    coordinates: list[list[list[tuple[float, float]]]]


class AreaProperties(BaseModel):
    """Which area it is."""

    area_id: UUID
    name: str


class AreaFeature(BaseModel):
    """An area on the map."""

    type: Literal["Feature"] = "Feature"
    id: UUID
    geometry: OutlineBody
    properties: AreaProperties

    @classmethod
    def of(cls, area: Area, boundary: Boundary) -> Self:
        """The area as GeoJSON."""
        outline = OutlineBody.model_validate({"coordinates": boundary.polygons})
        return cls(id=area.area_id, geometry=outline, properties=AreaProperties(area_id=area.area_id, name=area.name))


class BoundariesBody(BaseModel):
    """The areas that have a boundary."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[AreaFeature]

    @classmethod
    def of(cls, drawn: DrawnRound) -> Self:
        """The drawn areas of the round as GeoJSON."""
        return cls(features=[AreaFeature.of(area, boundary) for area, boundary in drawn.drawn])


@router.get("/{round_id}/boundaries")
async def boundaries(round_id: UUID, database: TheDatabase) -> BoundariesBody:
    """Where the areas of the round end, as GeoJSON; none of those that nobody has drawn."""
    return BoundariesBody.of(await see_boundaries(round_id, database))


@router.put("/{round_id}/boundaries", dependencies=[Depends(staff_with("administrator"))])
async def drawn_boundaries(round_id: UUID, body: NewBoundaries, runtime: TheRuntime) -> BoundariesBody:
    """Draw where the areas of the round end. The file is taken whole: an area that it does not name has no boundary.

    From then on the place of an idea on the map decides its area; one outside is refused if every area is drawn.
    """
    return BoundariesBody.of(await draw_boundaries(round_id, body.features, runtime.database))
