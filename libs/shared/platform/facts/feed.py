"""The feed: a service's events over HTTP, by position and long poll."""

import time
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.journal import POSITIONED
from libs.shared.platform.facts.lanes import LANES
from libs.shared.platform.facts.past import Head, head_of
from libs.shared.platform.running.runtime import Runtime, runtime_of

_MEDIA_TYPE = "application/cloudevents-batch+json"
_LOOK_AGAIN = timedelta(seconds=1)


class PlaceIsAnother(DomainError):
    """At the position another event stands than the client has, or none: the journal was put back to an older state."""

    code = "place-is-another"

    def __init__(self) -> None:
        super().__init__(
            "Another event stands at this position than the one you have: the journal was put back to an older state. "
            "Nothing was skipped. Compare what you have with the feed's head, which tells its epochs."
        )


PROBLEMS: Problems = {PlaceIsAnother: Problem(409, "Another event stands there")}


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
        known: Annotated[UUID | None, Query(description="The id of the last event you have.")] = None,
    ) -> Response:
        """The events behind a position, in order, as a CloudEvents batch; an empty array when none came in time.

        With ``known`` you are told by 409 if another event stands at your position: the journal was put back.
        """
        if known is not None:
            await _demand_same_place(runtime, after, known)
        found = await _wait_for_events(request, runtime, after, limit, wait)
        return Response(f"[{','.join(found)}]", media_type=_MEDIA_TYPE)

    @routes.get(f"/api/{service}/v1/events/head")
    async def head(
        runtime: Annotated[Runtime, Depends(runtime_of)],
        at: Annotated[
            list[RowNumber],
            Query(default_factory=list, max_length=LANES, description="Positions whose events to name."),
        ],
    ) -> Head:
        """The position of the latest event, 0 before the first, and the journal's epochs, the first one first.

        An event belongs to the latest of the epochs that began before its position. One that you have of an earlier
        epoch, behind the position after which a later one began, was lost when the journal was put back. ``events``
        names those that stand at the positions that you ask about.
        """
        async with runtime.database.reading() as session:
            return await head_of(session, at)

    return routes


async def _demand_same_place(runtime: Runtime, position: int, known: UUID) -> None:
    async with runtime.database.reading() as session:
        if (await journal.ids_at(session, [position])).get(position) != known:
            raise PlaceIsAnother


async def _wait_for_events(request: Request, runtime: Runtime, after: int, limit: int, wait: float) -> list[str]:
    until = time.monotonic() + wait
    source = runtime.settings.source_of(runtime.service)
    while True:
        rings = runtime.doorbell.rings(POSITIONED)
        async with runtime.database.reading() as session:
            found = await journal.read_encoded_after(session, source, after, limit)
        left = timedelta(seconds=until - time.monotonic())
        # Nobody tells a handler that its client has hung up; it would go on looking for as long as it was asked to.
        if found or left <= timedelta() or await request.is_disconnected():
            return found
        await runtime.doorbell.wait(POSITIONED, rings, min(left, _LOOK_AGAIN))
