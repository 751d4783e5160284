"""A service's editions over HTTP, for whoever keeps what it answered."""

from typing import Annotated

from fastapi import APIRouter, Depends

from libs.shared.platform.facts import editions
from libs.shared.platform.running.runtime import database_of
from libs.shared.platform.storage.database import Database


def router(service: str) -> APIRouter:
    """The editions' route for the service."""
    routes = APIRouter(tags=["events"])

    @routes.get(f"/api/{service}/v1/editions")
    async def all_editions(database: Annotated[Database, Depends(database_of)]) -> dict[str, str]:
        """A mark for all that the service tells the public, `whole`, and one for each view.

        A mark changes with whatever it stands for, at the same moment. As long as it is the same, an answer that was
        fetched after it is what would be answered now.
        """
        return {row["name"]: row["edition"] for row in await database.one_statement(editions.ALL)}

    return routes
