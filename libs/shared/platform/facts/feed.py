"""The feed: a service's events over HTTP, by position and long poll."""

import time
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.journal import POSITIONED
from libs.shared.platform.running.runtime import Runtime, runtime_of

_MEDIA_TYPE = "application/cloudevents-batch+json"
_LOOK_AGAIN = timedelta(seconds=1)


class Head(BaseModel):
    """Where the feed ends."""

    position: int


def router(service: str) -> APIRouter:
    """The feed's route for the service."""
    routes = APIRouter(tags=["events"])

    @routes.get(f"/api/{service}/v1/events", response_class=Response)
    async def events(
        request: Request,
        runtime: Annotated[Runtime, Depends(runtime_of)],
        after: Annotated[RowNumber, Query(description="The last position you have.")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 500,
        wait: Annotated[float, Query(ge=0, le=30, description="Seconds to wait for an event to come.")] = 0,
    ) -> Response:
        """The events behind a position, in order, as a CloudEvents batch; an empty array when none came in time."""
        found = await _wait_for_events(request, runtime, after, limit, wait)
        return Response(f"[{','.join(found)}]", media_type=_MEDIA_TYPE)

    @routes.get(f"/api/{service}/v1/events/head")
    async def head(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Head:
        """The position of the latest event; 0 before the first."""
        async with runtime.database.reading() as session:
            return Head(position=await journal.head(session))

    return routes


async def _wait_for_events(request: Request, runtime: Runtime, after: int, limit: int, wait: float) -> list[str]:
    until = time.monotonic() + wait
    while True:
        rings = runtime.doorbell.rings(POSITIONED)
        async with runtime.database.reading() as session:
            found = await journal.read_encoded_after(session, runtime.service, after, limit)
        left = timedelta(seconds=until - time.monotonic())
        # Nobody tells a handler that its client has hung up; it would go on looking for as long as it was asked to.
        if found or left <= timedelta() or await request.is_disconnected():
            return found
        await runtime.doorbell.wait(POSITIONED, rings, min(left, _LOOK_AGAIN))
