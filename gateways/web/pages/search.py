"""Looking for something in a list of the present round: by a word, by an area, page by page."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gateways.web.clients.asking import Json
from gateways.web.pages.rendering import render
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.present import page_number, present_round
from libs.shared.kernel.typed_text import clean_line


async def show_list(request: Request, what: str, look: Callable[..., Awaitable[Json]]) -> Response:
    """The page of what is found, ideas or proposals; the beginning, if there is no round yet."""
    found = await present_round(request)
    if found is None:
        return RedirectResponse("/", 303)
    words, area_id = clean_line(request.query_params.get("q", "")), request.query_params.get("area", "")
    context: Json = {
        what: await look(round_id=found["round_id"], q=words, area_id=area_id, page=page_number(request)),
        "round": found,
        "areas": area_names(found),
        "words": words,
        "area_id": area_id,
        "same_list": f"/{what}?" + urlencode({"q": words, "area": area_id}) + "&",
    }
    return render(request, f"{what}/{what}.html", **context)
