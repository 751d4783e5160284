"""Proposals: the list, and one with what it costs before and after what neighbours offer."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import Services, services_of
from gateways.web.discussions.shown import discussed
from gateways.web.discussions.words import TITLES
from gateways.web.keeping.kept_pages import kept
from gateways.web.maps.of_place import boundaries_for, map_of_place
from gateways.web.pages.rendering import render
from gateways.web.pages.search import show_list
from gateways.web.proposals.appeal import REFUSED
from gateways.web.proposals.offer_words import KINDS, amount_of
from gateways.web.proposals.yours import STILL_THEIRS
from gateways.web.rounds.areas import area_names

CAN_TAKE_OFFERS = ("accepted", "funded")


async def show_proposals(request: Request) -> Response:
    """The proposals that were accepted; by a word, a round or an area if asked for."""
    return await show_list(request, "proposals", services_of(request).proposals.proposals)


async def show_proposal(request: Request) -> Response:
    """One proposal, on one sheet when printed."""
    services = services_of(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    found, photos, discussion, drawn = await asyncio.gather(
        services.ideas.round(proposal["round_id"]),
        _photos(services, proposal["idea_number"]),
        discussed(request, proposal["proposal_id"], is_public=bool(proposal["title"])),
        boundaries_for(request, proposal),
    )
    return render(
        request,
        "proposals/proposal.html",
        proposal=proposal,
        round=found,
        photos=photos,
        place=map_of_place(proposal, found, drawn),
        areas=area_names(found),
        is_refused=proposal["state"] in (REFUSED, "appealed", "upheld"),
        can_appeal=proposal["state"] == REFUSED and not proposal["was_appealed"],
        still_theirs=proposal["state"] in STILL_THEIRS,
        can_take_offers=proposal["state"] in CAN_TAKE_OFFERS,
        kinds=KINDS,
        amount_of=amount_of,
        discussion=discussion,
        titles=TITLES,
    )


async def _photos(services: Services, idea_number: str | None) -> list[Json]:
    """The photos of the idea that it came from, if it came from one."""
    if idea_number is None:
        return []
    photos: list[Json] = (await services.ideas.idea(idea_number))["photos"]
    return photos


ROUTES = [
    Route("/proposals", kept(show_proposals)),
    Route("/proposals/{number}", kept(show_proposal)),
]
