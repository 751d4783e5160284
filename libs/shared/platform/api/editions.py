"""A service's editions over HTTP, for whoever keeps what it answered."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from libs.shared.platform.facts import editions
from libs.shared.platform.running.runtime import database_of


def router(service: str) -> APIRouter:
    """The editions' route for the service."""
    routes = APIRouter(tags=["events"])

    # Each page that a gateway keeps waits for this answer: it is asked more often than anything else, and made by hand.
    @routes.get(f"/api/{service}/v1/editions", response_model=dict[str, str])
    async def all_editions(request: Request) -> Response:
        """A mark for all that the service tells the public, `whole`, and one for each view.

        A mark changes with whatever it stands for, at the same moment. As long as it is the same, an answer that was
        fetched after it is what would be answered now.
        """
        told = {row["name"]: row["edition"] for row in await (await database_of(request)).one_statement(editions.ALL)}
        return JSONResponse(told)

    return routes
