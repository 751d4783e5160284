"""Results for other sites: a frame that any page may show, and oEmbed, by which their editors find it.

Source: https://oembed.com. The frame has no form and no script, knows nobody, and leads out of itself.
"""

import re
from html import escape
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.problems import not_found
from gateways.web.pages.rendering import render
from gateways.web.settings import WebSettings
from gateways.web.vote.polls import is_advice

_IN_A_FRAME = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none';"
    " frame-ancestors *",
    "X-Frame-Options": "",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_RESULTS = re.compile(r"/polls/([0-9a-f-]{36})/results(?:/frame)?")
_WIDTH, _HEIGHT = 640, 480
_ANYBODY = {"Access-Control-Allow-Origin": "*"}


async def show_frame(request: Request) -> Response:
    """What one vote funds, or ranks, alone on a page that other sites may show. Of a rehearsal there is none."""
    services, poll_id = services_of(request), request.path_params["poll_id"]
    poll = await services.voting.poll(poll_id)
    if poll["is_rehearsal"]:
        return not_found(request)
    results = await services.reporting.results(poll_id) if poll["state"] == "announced" else None
    shown = "place" if is_advice(poll) else "is_funded"
    funded = [project for project in results["projects"] if project[shown]] if results else []
    funded.sort(key=lambda project: project["place"] or 0)
    answer = render(request, "open_data/frame.html", poll=poll, results=results, funded=funded)
    answer.headers.update(_IN_A_FRAME)
    return answer


async def tell_how_to_embed(request: Request) -> Response:
    """The frame of the results at an address, as oEmbed says it."""
    asked = request.query_params
    if asked.get("format", "json") != "json":
        return _refused(501, "Only format=json is told.")
    sizes = [asked.get("maxwidth", "") or str(_WIDTH), asked.get("maxheight", "") or str(_HEIGHT)]
    if not all(re.fullmatch("[1-9][0-9]{0,4}", size) for size in sizes):
        return _refused(400, "maxwidth and maxheight are whole numbers of pixels, from 1 to 99999.")
    settings: WebSettings = request.app.state.settings
    base = settings.public_url or str(request.base_url).rstrip("/")
    poll_id = _poll_at(asked.get("url", ""), base)
    try:
        poll = await services_of(request).voting.poll(poll_id) if poll_id else None
    except ServiceRefused:
        poll = None
    if poll is None or poll["is_rehearsal"]:
        return _refused(404, f"url is the address of a vote's results, like {base}/polls/…/results.")
    width, height = min(int(sizes[0]), _WIDTH), min(int(sizes[1]), _HEIGHT)
    told = {
        "version": "1.0",
        "type": "rich",
        "title": poll["name"],
        "provider_name": settings.council_name,
        "provider_url": base,
        "width": width,
        "height": height,
        "html": f'<iframe src="{escape(base)}/polls/{poll_id}/results/frame" title="{escape(poll["name"])}"'
        f' width="{width}" height="{height}" loading="lazy"></iframe>',
    }
    return JSONResponse(told, headers=_ANYBODY | {"Cache-Control": "no-cache"})


def _poll_at(url: str, base: str) -> str | None:
    """Whose results are at the address, if it is ours; one without a host is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    found = _RESULTS.fullmatch(parts.path)
    return found[1] if found and parts.netloc in ("", urlsplit(base).netloc) else None


def _refused(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=status, headers=_ANYBODY)


ROUTES = [Route("/polls/{poll_id}/results/frame", kept(show_frame)), Route("/oembed", tell_how_to_embed)]
