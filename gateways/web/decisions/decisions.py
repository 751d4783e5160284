"""Decisions: all of them, and one with what it says of each idea."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.services import services_of
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import render
from gateways.web.pages.search import page_number
from gateways.web.sittings.words import BODIES


async def show_decisions(request: Request) -> Response:
    """A page of the decisions, the one that was recorded last first."""
    found = await services_of(request).ideas.decisions(page=page_number(request))
    return render(request, "decisions/decisions.html", decisions=found, bodies=BODIES)


async def show_decision(request: Request) -> Response:
    """One decision: who decided what about which ideas, by which paper, and why."""
    ideas = services_of(request).ideas
    decision = await ideas.decision(request.path_params["decision_id"])
    found = await ideas.round(decision["round_id"])
    return render(request, "decisions/decision.html", decision=decision, round=found, bodies=BODIES)


ROUTES = [
    Route("/decisions", kept(show_decisions)),
    Route("/decisions/{decision_id}", kept(show_decision)),
]
