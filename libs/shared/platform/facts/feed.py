"""The feed: a service's events over HTTP, by position and long poll.

Source: http-feeds.org, whose parameters are understood beside our own.
"""

import time
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from libs.shared.platform.access.readers import AUDIENCE_HEADER, TheAudience
from libs.shared.platform.api.described import file_of, responses
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import feed_answer, journal
from libs.shared.platform.facts.feed_query import Asked, asked_of, refuse_others
from libs.shared.platform.facts.heads import Head, head_of
from libs.shared.platform.facts.journal import POSITIONED
from libs.shared.platform.facts.lanes import LANES
from libs.shared.platform.facts.place import PlaceIsAnother, place_of
from libs.shared.platform.running import leaving
from libs.shared.platform.running.runtime import Runtime, runtime_of

# Nobody tells a handler that its client has hung up; it would go on waiting for as long as it was asked to.
_IS_ANYBODY_THERE = timedelta(seconds=3)
_LOOK_UNASKED_EVERY_S = 10.0


_BATCH = {"type": "array", "items": {"type": "object", "additionalProperties": True}}
_ANSWERS = {
    **file_of(feed_answer.MEDIA_TYPE, "CloudEvents, in order; none if none came in time.", schema=_BATCH),
    304: {"description": "You have this very answer already (`If-None-Match`)."},
    **responses(410),
}

PROBLEMS: Problems = {PlaceIsAnother: Problem(410, "That place is no more")}


def router(service: str) -> APIRouter:
    """The feed's route for the service."""
    routes = APIRouter(tags=["events"])

    @routes.get(f"/api/{service}/v1/events", response_class=Response, responses=_ANSWERS)
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
        async with runtime.database.looking() as session:
            return await head_of(session, at)

    return routes


async def wait_for_events(request: Request, runtime: Runtime, after: int, asked: Asked) -> list[str]:
    """The events behind the position, as soon as there are some; none after the time, or when the server stops."""
    until = time.monotonic() + asked.wait_s
    source, bell = runtime.settings.source_of(runtime.service), runtime.doorbell
    found: list[str] = []
    heard, looked_at = -1, 0.0
    while True:
        rings, now = bell.rings(POSITIONED), time.monotonic()
        # Whoever waits costs a look at the database when the bell has rung, and hardly one when it has not.
        if rings != heard or bell.is_silent or now - looked_at >= _LOOK_UNASKED_EVERY_S:
            heard, looked_at = rings, now
            async with runtime.database.looking() as session:
                found = await journal.read_encoded_after(session, source, after, asked.limit, asked.types)
        left = timedelta(seconds=until - time.monotonic())
        if found or left <= timedelta() or leaving.has_begun(request.scope) or await request.is_disconnected():
            return found
        await leaving.or_sooner(request.scope, bell.wait(POSITIONED, rings, min(left, _IS_ANYBODY_THERE)))
