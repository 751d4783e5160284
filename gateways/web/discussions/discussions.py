"""The page of a discussion: all that was said, one kind of it at a time."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.discussions.shown import KINDS
from gateways.web.discussions.words import TITLES
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.pages.search import page_number

ORDERS = ("newest", "oldest")
_AT_ONCE = 25


async def show_discussion(request: Request) -> Response:
    """All comments of one kind, each with its replies."""
    subject_id, asked = request.path_params["subject_id"], request.query_params
    kind, order = asked.get("of", "for"), asked.get("order", ORDERS[0])
    if kind not in KINDS or order not in ORDERS:
        raise HTTPException(404)
    client = services_of(request).deliberation
    numbers = await client.discussion(subject_id)
    wanted: dict[str, str | int] = {"order": order, "page": page_number(request), "limit": _AT_ONCE}
    return render(
        request,
        "discussions/discussion.html",
        discussion=numbers,
        about=about(numbers),
        found=await client.threads(subject_id, **KINDS[kind], **wanted),
        kind=kind,
        order=order,
        titles=TITLES,
    )


def about(numbers: Json) -> str:
    """The page of what is discussed."""
    return f"/{numbers['subject_kind']}s/{numbers['number']}"


ROUTES = [Route("/discussions/{subject_id}", kept(show_discussion))]
