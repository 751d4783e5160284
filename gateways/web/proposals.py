"""Proposals: the list, and one with what it costs before and after what neighbours offer."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.offer_words import KINDS, amount_of
from gateways.web.present import page_number, present_round
from gateways.web.rendering import render

CAN_TAKE_OFFERS = ("accepted", "on_ballot", "funded")


async def show_proposals(request: Request) -> Response:
    """The proposals of the present round; by a word or an area if asked for."""
    found = await present_round(request)
    if found is None:
        return RedirectResponse("/", 303)
    words, area_id = request.query_params.get("q", "").strip(), request.query_params.get("area", "")
    proposals = await services_of(request).proposals.proposals(
        round_id=found["round_id"], q=words, area_id=area_id, page=page_number(request)
    )
    return render(
        request,
        "proposals.html",
        round=found,
        proposals=proposals,
        areas={area["area_id"]: area["name"] for area in found["areas"]},
        words=words,
        area_id=area_id,
        same_list="/proposals?" + urlencode({"q": words, "area": area_id}) + "&",
    )


async def show_proposal(request: Request) -> Response:
    """One proposal, on one sheet when printed."""
    services = services_of(request)
    proposal = await services.proposals.proposal(request.path_params["number"])
    found = await services.ideas.round(proposal["round_id"])
    return render(
        request,
        "proposal.html",
        proposal=proposal,
        round=found,
        areas={area["area_id"]: area["name"] for area in found["areas"]},
        can_take_offers=proposal["state"] in CAN_TAKE_OFFERS,
        kinds=KINDS,
        amount_of=amount_of,
    )


ROUTES = [
    Route("/proposals", show_proposals),
    Route("/proposals/{number}", show_proposal),
]
