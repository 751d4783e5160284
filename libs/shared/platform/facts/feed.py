"""The feed: a service's events over HTTP, by position and long poll.

Source: http-feeds.org, whose parameters are understood beside our own.
"""

import time
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import feed_answer, journal
from libs.shared.platform.facts.feed_query import Asked, asked_of, refuse_others
from libs.shared.platform.facts.journal import POSITIONED
from libs.shared.platform.facts.lanes import LANES
from libs.shared.platform.facts.past import EpochBody, Head, head_of
from libs.shared.platform.running import leaving
from libs.shared.platform.running.runtime import Runtime, runtime_of

_LOOK_AGAIN = timedelta(seconds=1)


class PlaceIsAnother(DomainError):
    """At the position another event stands than the client has, or none: the journal was put back to an older state."""

    code = "place-is-another"

    def __init__(self, head: Head) -> None:
        super().__init__(
            "The journal knows nothing of the place that you have come to: it was put back to an older state, or the "
            "place is another feed's. Nothing was skipped. Events that you have of an earlier epoch, behind the "
            "position after which a later one began, are lost: forget them, and read on from that position."
        )
        self.position: int = head.position
        self.epoch: UUID | None = head.epoch
        self.epochs: list[EpochBody] = head.epochs


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
        return await feed_answer.answer(request, found)

    @routes.get(f"/api/{service}/v1/events/head")
    async def head(
        request: Request,
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
        refuse_others([name for name, _ in request.query_params.multi_items()], ["at"], more_than_once=["at"])
        async with runtime.database.reading() as session:
            return await head_of(session, at)

    return routes


async def place_of(runtime: Runtime, asked: Asked) -> int:
    """The position to go on from.

    Raises:
        PlaceIsAnother: if the journal has no such place.
    """
    if asked.last_event_id is None and asked.known is None and not asked.after:
        return 0
    async with runtime.database.reading() as session:
        place = await _position_of(session, asked)
        if place is not None and asked.epoch is None:
            return place
        head = await head_of(session)
    if place is None or not head.knows(place, asked.epoch):
        raise PlaceIsAnother(head)
    return place


async def _position_of(session: AsyncSession, asked: Asked) -> int | None:
    """Where the event stands that the client has; none if it stands nowhere, or another stands in its place."""
    if asked.last_event_id is not None:
        return await journal.position_of(session, asked.last_event_id)
    standing = (await journal.ids_at(session, [asked.after])).get(asked.after)
    return asked.after if standing is not None and asked.known in (None, standing) else None


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
