"""The map beside a list of ideas: the areas of a round, and a number for each idea of the list that has a place."""

from dataclasses import dataclass

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.look.tiles import colours_of
from gateways.web.maps.drawing import Drawing
from gateways.web.rounds.areas import area_names


@dataclass(frozen=True, slots=True)
class Pin:
    """An idea on the map, under the number that it has there and in the list."""

    number: int
    idea: Json
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class IdeasMap:
    """The drawing, the colours of its areas, and the ideas on it."""

    drawing: Drawing
    colours: dict[str, int]
    pins: list[Pin]

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers on the map by the ideas' own."""
        return {pin.idea["number"]: pin.number for pin in self.pins}


async def map_of(request: Request, town: Json | None, ideas: list[Json]) -> IdeasMap | None:
    """The map of the round with those of the ideas that it shows; none if nobody has drawn its areas."""
    if town is None:
        return None
    drawing = Drawing.of(await services_of(request).ideas.boundaries(town["round_id"]))
    if drawing is None:
        return None
    return IdeasMap(drawing, colours_of(area_names(town)), _pins(drawing, ideas))


def _pins(drawing: Drawing, ideas: list[Json]) -> list[Pin]:
    placed = [(idea, idea["location"]) for idea in ideas if idea.get("location")]
    spots = [(idea, drawing.sheet.shown_at(where["longitude"], where["latitude"])) for idea, where in placed]
    shown = [(idea, spot) for idea, spot in spots if spot is not None]
    return [Pin(number, idea, *spot) for number, (idea, spot) in enumerate(shown, 1)]
