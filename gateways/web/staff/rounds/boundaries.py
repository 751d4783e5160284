"""Where the areas of a round end: seen as a map, and read from a GeoJSON file of the council's."""

import json
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.look.tiles import colours_of
from gateways.web.maps.drawing import Drawing
from gateways.web.pages.forms import FilledForm, file_in
from gateways.web.pages.kept_forms import FormIsNotTaken
from gateways.web.rounds.areas import area_names
from gateways.web.staff.office import Office, staff_page
from gateways.web.words.message import say

_LARGEST, _UNPROCESSABLE = 900_000, 422
_NO_GEOJSON = say("This is no GeoJSON file: it must be a FeatureCollection with a feature for each area.")


@staff_page
async def show_map(office: Office) -> Response:
    """The map as it is, and the form for another file."""
    office.demand("administrator")
    round_id = office.request.path_params["round_id"]
    town = await office.ask("ideas", "GET", f"/rounds/{round_id}")
    features = (await office.ask("ideas", "GET", f"/rounds/{round_id}/boundaries"))["features"]
    drawn = {one["id"] for one in features}
    return office.show(
        "round_map.html",
        form=office.form({}),
        errors=office.more,
        town=town,
        drawing=Drawing.of(features),
        colours=colours_of(area_names(town)),
        missing=[area["name"] for area in town["areas"] if area["area_id"] not in drawn],
        is_drawn=office.request.query_params.get("done") == "drawn",
    )


@staff_page
async def read_file(office: Office) -> Response:
    """The map as the file has it; or back, with what is wrong with each of its features."""
    office.demand("administrator")
    round_id, form = office.request.path_params["round_id"], FilledForm()
    content = await file_in(await office.request.form(max_part_size=_LARGEST), "map")
    if not content:
        form.refuse("map", say("Choose the file with the areas first."))
        raise FormIsNotTaken(form)
    try:
        await office.ask("ideas", "PUT", f"/rounds/{round_id}/boundaries", json=_read(content, form))
    except ServiceRefused as refused:
        if refused.status != _UNPROCESSABLE:
            raise
        form.refuse("map", say("The file has mistakes, so nothing of it was taken. They are listed below."))
        raise FormIsNotTaken(form, more=refused.problem.get("errors", [])) from None
    return RedirectResponse(f"/staff/rounds/{round_id}/map?done=drawn", status_code=303)


def _read(content: bytes, form: FilledForm) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict) and told.get("type") == "FeatureCollection" and isinstance(told.get("features"), list):
        return {"type": told["type"], "features": told["features"]}
    form.refuse("map", _NO_GEOJSON)
    raise FormIsNotTaken(form)


ROUTES = [
    Route("/staff/rounds/{round_id}/map", show_map, methods=["GET"]),
    Route("/staff/rounds/{round_id}/map", read_file, methods=["POST"]),
]
