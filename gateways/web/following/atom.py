"""Feeds (Atom, RFC 4287) for feed readers: what becomes of one idea or proposal, and what is new in a round or an area.

They say what the pages say, by the same answers of the services: what is hidden there is hidden here.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid5

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateways.web.clients.asking import Json
from gateways.web.clients.services import services_of
from gateways.web.following.carried_on import lines_since
from gateways.web.keeping.kept_pages import kept
from gateways.web.pages.rendering import headers_of, pages_of
from gateways.web.pages.search import looked_for, nothing_to_look_in
from gateways.web.settings import WebSettings

_KIND = "application/atom+xml"


async def follow_idea(request: Request) -> Response:
    """What becomes of an idea, and of those that carry it on since they do, the latest first."""
    idea = await services_of(request).ideas.idea(request.path_params["number"])
    since = await lines_since(request, idea)
    return _feed(request, "following/life_line.xml", thing=idea, thing_id=idea["idea_id"], what="ideas", since=since)


async def follow_proposal(request: Request) -> Response:
    """What becomes of a proposal, the latest first."""
    proposal = await services_of(request).proposals.proposal(request.path_params["number"])
    return _feed(request, "following/life_line.xml", thing=proposal, thing_id=proposal["proposal_id"], what="proposals")


async def follow_ideas(request: Request) -> Response:
    """The newest ideas; of a round, an area, or that hold a word, as the list."""
    return await _newest(request, "ideas", services_of(request).ideas.ideas)


async def follow_proposals(request: Request) -> Response:
    """The newest proposals; of a round, an area, or that hold a word, as the list."""
    return await _newest(request, "proposals", services_of(request).proposals.proposals)


async def _newest(request: Request, what: str, look: Callable[..., Awaitable[Json]]) -> Response:
    found = await looked_for(request, what, look)
    if found is None:
        return nothing_to_look_in()
    return _feed(request, "following/newest.xml", **found, things=found[what]["items"], what=what)


def _feed(request: Request, template: str, **context: Any) -> Response:
    settings: WebSettings = request.app.state.settings
    # Without the town's address links are relative to the feed's own: readers complete them.
    context = {"since": []} | context | {"base": (settings.public_url or "").rstrip("/"), "id_of": _id_of}
    return Response(pages_of(request).page(request, template, context), headers=headers_of(request), media_type=_KIND)


def _id_of(thing_id: str, place: int | None = None) -> str:
    """An id for ever: of the thing, or of what happened to it at that place of its life line."""
    return f"urn:uuid:{thing_id if place is None else uuid5(UUID(thing_id), str(place))}"


ROUTES = [
    Route("/atom/ideas", kept(follow_ideas)),
    Route("/atom/proposals", kept(follow_proposals)),
    Route("/atom/ideas/{number}", kept(follow_idea)),
    Route("/atom/proposals/{number}", kept(follow_proposal)),
]
