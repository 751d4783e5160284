"""Public events as they happen, for browsers: server-sent events that go on where a lost connection ended.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html. The feed stays what other software reads: it can
wait, be kept, and ask again; whoever listens here has a connection of the server for as long as the page is open.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import StreamingResponse

from libs.shared.kernel.errors import DomainError
from libs.shared.platform.access.readers import TheAudience
from libs.shared.platform.api.methods import asked_by_head
from libs.shared.platform.api.problems import Problem, Problems
from libs.shared.platform.api.typed import RowNumber
from libs.shared.platform.facts import journal
from libs.shared.platform.facts.feed_query import PUBLIC, Asked, refuse_both, refuse_others
from libs.shared.platform.facts.journal import POSITIONED
from libs.shared.platform.facts.place import place_of
from libs.shared.platform.facts.shared_reading import SharedReading
from libs.shared.platform.running import leaving
from libs.shared.platform.running.runtime import Runtime, runtime_of

MOST_LISTENERS = 1_000
"""In one process: whoever opens streams without end must not take the connections that people vote by."""

_KNOWN = ("after", "lastEventId", "subject")
_AT_ONCE = 200
# A proxy ends what is silent for a minute; a sign of life also tells us whether anybody is still there.
_SIGN_OF_LIFE = timedelta(seconds=15)
_AGAIN_AFTER_MS = 3_000
_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}

Given = UUID | Literal["", "null"] | None


class TooManyListen(DomainError):
    """As many listen already as this server lets."""

    code = "too-many-listen"

    def __init__(self) -> None:
        super().__init__(
            "As many pages listen already as this server lets. Nothing is lost: read the feed, or ask again."
        )


PROBLEMS: Problems = {TooManyListen: Problem(503, "Too many listen")}


@dataclass(slots=True)
class _Listeners:
    count: int = 0


# Of all services in this process: they share its connections.
_LISTENERS = _Listeners()


@dataclass(frozen=True, slots=True)
class Wanted:
    """From where on somebody listens, and to what. ``asked`` is none for whoever wants only what is yet to come."""

    asked: Asked | None
    subject: UUID | None = None


async def wanted_of(
    request: Request,
    _: TheAudience,
    after: Annotated[RowNumber | None, Query(description="The last position you have; none: from now on.")] = None,
    subject: Annotated[UUID | None, Query(description="Only what happens to this poll, idea or proposal.")] = None,
    last_event_id: Annotated[Given, Query(alias="lastEventId", description="The last event you have.")] = None,
    resumed: Annotated[Given, Header(alias="Last-Event-ID", description="What a browser sends by itself.")] = None,
) -> Wanted:
    """What is asked of a stream.

    Raises:
        RequestValidationError: if it knows no such parameter, or two of them contradict each other.
    """
    given = [name for name, _ in request.query_params.multi_items()]
    refuse_others(given, _KNOWN)
    refuse_both(given, "after", "lastEventId", "Both say where to go on. Say one of them.")
    # A browser that comes again says what it had last; its address still says where it began.
    event_id = next((one for one in (resumed, last_event_id) if isinstance(one, UUID)), None)
    if event_id is None and after is None:
        return Wanted(None, subject)
    return Wanted(Asked(after or 0, _AT_ONCE, 0, last_event_id=event_id, types=PUBLIC), subject)


def router(service: str) -> APIRouter:
    """The stream's route for the service."""
    routes = APIRouter(tags=["events"])

    @routes.get(
        f"/api/{service}/v1/events/stream",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    )
    async def stream(
        request: Request,
        runtime: Annotated[Runtime, Depends(runtime_of)],
        wanted: Annotated[Wanted, Depends(wanted_of)],
    ) -> StreamingResponse:
        """Public events as they happen, as server-sent events (``EventSource``), open to pages of any site.

        Each has the event's type as ``event``, its id as ``id`` and the whole CloudEvent as ``data``. A browser that
        loses the connection goes on behind the last one that it had. A place of another life of the journal is 410, as
        at the feed; 503 if too many listen already.
        """
        if _LISTENERS.count >= MOST_LISTENERS:
            raise TooManyListen
        begins_at = await _begins_at(runtime, wanted)
        told = _nothing() if asked_by_head(request.scope) else _told(request, runtime, begins_at, wanted.subject)
        return StreamingResponse(_counted(told), media_type="text/event-stream", headers=_HEADERS)

    return routes


async def _begins_at(runtime: Runtime, wanted: Wanted) -> int:
    if wanted.asked is not None:
        return await place_of(runtime, wanted.asked)
    async with runtime.database.reading() as session:
        return await journal.head(session)


async def _counted(told: AsyncIterator[str]) -> AsyncIterator[str]:
    _LISTENERS.count += 1
    try:
        async for words in told:
            yield words
    finally:
        _LISTENERS.count -= 1


async def _nothing() -> AsyncIterator[str]:
    yield ""


async def _told(request: Request, runtime: Runtime, after: int, subject: UUID | None) -> AsyncIterator[str]:
    reading = SharedReading.of(runtime)
    yield f"retry: {_AGAIN_AFTER_MS}\n\n"
    while not leaving.has_begun(request.scope):
        rings = runtime.doorbell.rings(POSITIONED)
        found = await reading.behind(after, subject, rings, _AT_ONCE)
        for words in found.sent:
            yield words
        after = found.reached
        if not found.is_all:
            continue
        await leaving.or_sooner(request.scope, runtime.doorbell.wait(POSITIONED, rings, _SIGN_OF_LIFE))
        if runtime.doorbell.rings(POSITIONED) == rings:
            yield ": still here\n\n"
