"""The map of one place: the areas of a round, and where in them something is. The words beside it say the same."""

from dataclasses import dataclass

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.look.tiles import colours_of
from gateways.web.maps.drawing import Drawing, Spot
from gateways.web.rounds.areas import area_names


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """The drawing, the colours of its areas, and where on it the place is."""

    drawing: Drawing
    colours: dict[str, int]
    spot: Spot


async def boundaries_for(request: Request, thing: Json) -> list[Json]:
    """The areas of the thing's round that are drawn; nobody is asked where it has no place on a map."""
    return await services_of(request).ideas.boundaries(thing["round_id"]) if thing.get("location") else []


def map_of_place(thing: Json, town: Json, boundaries: list[Json]) -> PlaceMap | None:
    """The map with the thing's place; none if it has none, nobody has drawn the areas, or it is far from them."""
    where, drawing = thing.get("location"), Drawing.of(boundaries)
    spot = drawing.sheet.shown_at(where["longitude"], where["latitude"]) if where and drawing else None
    return PlaceMap(drawing, colours_of(area_names(town)), spot) if drawing and spot else None
