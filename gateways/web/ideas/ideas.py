"""Ideas: the list, and one with its life line."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.asking import Json, ServiceIsUnreachable, ServiceRefused
from gateways.web.clients.services import services_of
from gateways.web.discussions.shown import discussed
from gateways.web.discussions.words import TITLES
from gateways.web.keeping.kept_pages import kept
from gateways.web.maps.of_ideas import map_of
from gateways.web.maps.of_place import boundaries_for, map_of_place
from gateways.web.pages.rendering import render
from gateways.web.pages.search import looked_for, nothing_to_look_in
from gateways.web.rounds.areas import area_names
from gateways.web.rounds.known import today_of
from gateways.web.sittings.of_ideas import decisions_of, sittings_of
from gateways.web.sittings.words import WORDS
from libs.shared.kernel.typed_text import plain_signs


async def show_ideas(request: Request) -> Response:
    """The ideas that were accepted; by a word, a round or an area if asked for."""
    found = await looked_for(request, "ideas", services_of(request).ideas.ideas)
    if found is None:
        return nothing_to_look_in()
    town = found["chosen"] or found["rounds"].present()
    drawn = await map_of(request, town, found["ideas"]["items"])
    return render(request, "ideas/ideas.html", map=drawn, **found)


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
    ideas = services_of(request).ideas
    idea = await ideas.idea(request.path_params["number"])
    found, proposal, discussion, sittings, decisions, drawn = await asyncio.gather(
        ideas.round(idea["round_id"]),
        _waits_for_changes(request, idea),
        discussed(request, idea["idea_id"], is_public=bool(idea["title"])),
        sittings_of(idea, ideas),
        decisions_of(idea, ideas),
        boundaries_for(request, idea),
    )
    return render(
        request,
        "ideas/idea.html",
        idea=idea,
        proposal=proposal,
        round=found,
        areas=area_names(found),
        today=today_of(request).isoformat(),
        discussion=discussion,
        titles=TITLES,
        sittings=sittings,
        decisions=decisions,
        place=map_of_place(idea, found, drawn),
        **WORDS,
    )


async def _waits_for_changes(request: Request, idea: Json) -> Json | None:
    """The proposal that the idea became, if it waits for whoever suggested it: most of them know this page alone."""
    if idea["is_ended"] or not idea["proposal_number"]:
        return None
    try:
        proposal = await services_of(request).proposals.proposal(idea["proposal_number"])
    except (ServiceRefused, ServiceIsUnreachable):
        return None  # the page of an idea is whole without it
    return proposal if proposal["state"] == "changes_requested" else None


ROUTES = [
    Route("/ideas", kept(show_ideas)),
    Route("/ideas/find", find_idea),
    Route("/ideas/{number}", kept(show_idea)),
]
