"""The page of open data: each table, what its columns mean, under which licence, and a link to each of its files."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.words.message import Message, say

AT = "/api/reporting/v1/data"
KINDS: dict[str, Message] = {
    "id": say("an id (UUID)"),
    "text": say("text"),
    "number": say("a whole number"),
    "money": say("money, in the currency's minor unit"),
    "truth": say("true or false"),
    "moment": say("a moment, with its zone"),
    "day": say("a day, by the council's calendar"),
    "degrees": say("degrees of longitude or latitude (WGS 84)"),
    "outline": say("a GeoJSON geometry, written as text"),
}
FORMS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet", "geojson": "GeoJSON"}


async def show(request: Request) -> Response:
    """Every dataset."""
    datasets = await services_of(request).reporting.datasets()
    return render(
        request,
        "open_data/open_data.html",
        datasets=datasets,
        licence=datasets[0]["license"],
        at=AT,
        forms=FORMS,
        kinds=KINDS,
    )


ROUTES = [Route("/data", kept(show))]
