"""The feed: a service's events over HTTP, by position and long poll.

Source: http-feeds.org, whose parameters are understood beside our own.
"""

import time
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from libs.shared.platform.access.readers import AUDIENCE_HEADER, TheAudience
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import feed_answer, journal
from libs.shared.platform.facts.feed_query import Asked, asked_of, refuse_others
from libs.shared.platform.facts.journal import POSITIONED
from libs.shared.platform.facts.lanes import LANES
from libs.shared.platform.facts.past import Head, head_of
from libs.shared.platform.facts.place import PlaceIsAnother, place_of
from libs.shared.platform.running import leaving
from libs.shared.platform.running.runtime import Runtime, runtime_of

_LOOK_AGAIN = timedelta(seconds=1)


PROBLEMS: Problems = {PlaceIsAnother: Problem(410, "That place is no more")}


def router(service: str) -> APIRouter:
    """The feed's route for the service."""
    routes = APIRouter(tags=["events"])

    @routes.get(f"/api/{service}/v1/events", response_class=Response)
    async def events(
        request: Request, runtime: Annotated[Runtime, Depends(runtime_of)], asked: Annotated[Asked, Depends(asked_of)]
    ) -> Response:
        """The events behind a position, in order, as a CloudEvents batch; an empty array when none came in time.

        You are told by 410, with the journal's epochs, if the place that you have come to (``lastEventId``; ``after``,
        with ``known`` or ``epoch`` beside it) is of another life of the journal: it was put back to an older state.
        """
        after = await place_of(runtime, asked)
        found = await wait_for_events(request, runtime, after, asked)
        return await feed_answer.answer(request, found, {AUDIENCE_HEADER: asked.audience})

    @routes.get(f"/api/{service}/v1/events/head")
    async def head(
        request: Request,
        runtime: Annotated[Runtime, Depends(runtime_of)],
        _: TheAudience,
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
        refuse_others([name for name, _ in request.query_params.multi_items()], ["at"], more_than_once=["at"])
        async with runtime.database.reading() as session:
            return await head_of(session, at)

    return routes


async def wait_for_events(request: Request, runtime: Runtime, after: int, asked: Asked) -> list[str]:
    """The events behind the position, as soon as there are some; none after the time, or when the server stops."""
    until = time.monotonic() + asked.wait_s
    source = runtime.settings.source_of(runtime.service)
    while True:
        rings = runtime.doorbell.rings(POSITIONED)
        async with runtime.database.reading() as session:
            found = await journal.read_encoded_after(session, source, after, asked.limit, asked.types)
        left = timedelta(seconds=until - time.monotonic())
        # Nobody tells a handler that its client has hung up; it would go on looking for as long as it was asked to.
        if found or left <= timedelta() or leaving.has_begun(request.scope) or await request.is_disconnected():
            return found
        await leaving.or_sooner(request.scope, runtime.doorbell.wait(POSITIONED, rings, min(left, _LOOK_AGAIN)))
