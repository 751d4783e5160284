"""Sittings: those to come, those that were, and one with its agenda and minutes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.pages.search import page_number
from gateways.web.sittings.words import WORDS

_PAST = ["held", "minutes_published", "cancelled"]
_MOST = 100


async def show_sittings(request: Request) -> Response:
    """Those to come, the next first; and a page of those that were."""
    ideas = services_of(request).ideas
    to_come = (await ideas.sittings(state="announced", limit=_MOST))["items"]
    past = await ideas.sittings(state=_PAST, page=page_number(request))
    return render(
        request,
        "sittings/sittings.html",
        to_come=sorted(to_come, key=lambda one: str(one["begins_at"])),
        past=past,
        **WORDS,
    )


async def show_sitting(request: Request) -> Response:
    """One sitting: who sits when and where, what it deals with, and what came of that."""
    ideas = services_of(request).ideas
    sitting = await ideas.sitting(request.path_params["sitting_id"])
    found = await ideas.round(sitting["round_id"])
    return render(request, "sittings/sitting.html", sitting=sitting, round=found, **WORDS)


ROUTES = [
    Route("/sittings", kept(show_sittings)),
    Route("/sittings/{sitting_id}", kept(show_sitting)),
]
