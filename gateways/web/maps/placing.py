"""Marking a place by pressing a map, without a script: browsers send where on a picture somebody pressed."""

from dataclasses import dataclass, replace

from starlette.requests import Request

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.look.tiles import colours_of
from gateways.web.maps.drawing import Drawing, Spot
from gateways.web.pages.forms import FilledForm
from gateways.web.pages.kept_forms import FormIsNotTaken, more_of
from gateways.web.pages.location import NAME
from gateways.web.rounds.areas import area_names
from gateways.web.words.message import say
from libs.shared.kernel.location import Location, LocationIsNotClear

WIDTH = 304
"""So wide that it fits a small telephone as it is: what was pressed is told in pixels of this size."""

_PRESSED = ("map.x", "map.y")
_NOTES = {
    "marked": say("The place is marked. Please look whether it is the right one, then send your suggestion."),
    "keys": say("A place on the map can only be pressed. Please type latitude and longitude instead."),
}


@dataclass(frozen=True, slots=True)
class PlacingMap:
    """The map to press, and where on it the form has its mark."""

    drawing: Drawing
    colours: dict[str, int]
    mark: Spot | None


async def map_to_press(request: Request, town: Json, form: FilledForm) -> PlacingMap | None:
    """The map of the round; none if nobody has drawn its areas."""
    drawing = await _drawing(request, town)
    return None if drawing is None else PlacingMap(drawing, colours_of(area_names(town)), _mark(drawing, form))


def with_note(request: Request, form: FilledForm) -> FilledForm:
    """The form as it came back from being pressed, with a word on that."""
    return as_pressed(form, more_of(request))


def as_pressed(form: FilledForm, more: object) -> FilledForm:
    """The form with a word on being pressed, if it came back with ``more`` because of that."""
    note = _NOTES.get(str(more))
    return replace(form, note=note) if note else form


def was_pressed(form: FilledForm) -> bool:
    """Whether the form came because somebody pressed the map."""
    return all(form.value(name).isdecimal() for name in _PRESSED)


async def mark_where_pressed(request: Request, town: Json, form: FilledForm) -> FormIsNotTaken:
    """Back to the form, with the place that was pressed; keys press a picture at its corner, which marks nothing."""
    x, y = (int(form.value(name)[:4]) for name in _PRESSED)
    typed = {name: value for name, value in form.typed.items() if name not in _PRESSED}
    drawing = await _drawing(request, town)
    if drawing is None or (x, y) == (0, 0):
        return FormIsNotTaken(FilledForm(typed), more="keys")
    return FormIsNotTaken(FilledForm(typed | {NAME: str(drawing.sheet.place(x, y))}), more="marked")


async def _drawing(request: Request, town: Json) -> Drawing | None:
    return Drawing.of(await services_of(request).ideas.boundaries(town["round_id"]), WIDTH)


def _mark(drawing: Drawing, form: FilledForm) -> Spot | None:
    try:
        where = Location.read(form.value(NAME))
    except LocationIsNotClear:
        return None
    return drawing.sheet.shown_at(where.longitude, where.latitude)
