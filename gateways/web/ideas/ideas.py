"""Ideas: the list, and one with its life line."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.pages.search import show_list
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.known import today_of
from libs.shared.kernel.typed_text import plain_signs


async def show_ideas(request: Request) -> Response:
    """The ideas that were accepted; by a word, a round or an area if asked for."""
    return await show_list(request, "ideas", services_of(request).ideas.ideas)


async def find_idea(request: Request) -> Response:
    """The idea with the tracking number that was typed, however it was typed."""
    number = plain_signs(request.query_params.get("number", ""))
    if not number:
        return RedirectResponse("/ideas", 303)
    try:
        idea = await services_of(request).ideas.idea(number)
    except ServiceRefused:
        return render(request, "ideas/idea_unknown.html", status=404, number=number)
    return RedirectResponse(f"/ideas/{idea['number']}", 303)


async def show_idea(request: Request) -> Response:
    """One idea: what it says, once somebody has screened it, and all that happened to it."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    found = await services_of(request).ideas.round(idea["round_id"])
    return render(
        request, "ideas/idea.html", idea=idea, round=found, areas=area_names(found), today=today_of(request).isoformat()
    )


ROUTES = [
    Route("/ideas", kept(show_ideas)),
    Route("/ideas/find", find_idea),
    Route("/ideas/{number}", kept(show_idea)),
]
