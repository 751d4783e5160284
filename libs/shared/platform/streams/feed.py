"""The carrier for one machine: the services' own HTTP feeds, read by long poll.

Source: http-feeds.org (CloudEvents batch, long poll), with a position in place of the last event's id.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import httpx
import structlog
from pydantic_core import from_json

from libs.shared.events.envelope import EventIsUnreadable
from libs.shared.platform.access.readers import AUDIENCE_HEADER
from libs.shared.platform.facts.bookmarks import Bookmarks, Place
from libs.shared.platform.facts.heads import ask, ask_or_remember
from libs.shared.platform.facts.past import SourceWasPutBack
from libs.shared.platform.running import retrying
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.streams.stream import Batch, Delivery, Ends

log = structlog.get_logger()

# How much longer than the wait it asked for a reader gives the feed to answer.
_TO_ANSWER = timedelta(seconds=1)

# A feed is asked to wait for longer than whoever reads the stream does: the answer is there for the next who looks, and
# where nothing happens a journal is looked at twice a minute.
_A_LONG_POLL = timedelta(seconds=25)

# A version of before said 409, and may still answer while one becomes the other.
_IS_ANOTHER = (httpx.codes.GONE, httpx.codes.CONFLICT)

_SHARE_IT = "all services of an installation need the same COMMONPURSE_PARTS_SECRET"

_Poll = asyncio.Task[list[object]]


class FeedStream:
    """Reads the feeds of several services, each from its own bookmark."""

    def __init__(self, neighbours: Neighbours, sources: Sequence[ServiceName], bookmarks: Bookmarks) -> None:
        self._neighbours, self._sources, self._bookmarks = neighbours, sources, bookmarks
        self._places: dict[ServiceName, Place] = {}
        self._polls: dict[ServiceName, _Poll] = {}
        self._failures = dict.fromkeys(sources, 0)

    async def start(self) -> None:
        await self.aclose()
        known = await self._bookmarks.known()
        self._places = {source: known.get(source, Place()) for source in self._sources}

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        for source in self._sources:
            if source not in self._polls:
                longer = max(wait, _A_LONG_POLL) if wait else wait
                self._polls[source] = asyncio.create_task(self._poll(source, at_most, longer), name=f"feed of {source}")
        clock = asyncio.get_running_loop()
        until = clock.time() + (wait + _TO_ANSWER).total_seconds()
        while True:
            if batch := self._first_arrived(at_most):
                return batch
            if not self._polls or (left := until - clock.time()) <= 0:
                return None
            await asyncio.wait(self._polls.values(), timeout=left, return_when=asyncio.FIRST_COMPLETED)

    def _first_arrived(self, at_most: int) -> Batch | None:
        # Whoever was asked longest ago stands first, so no source waits for a busier one.
        for source, poll in list(self._polls.items()):
            if poll.done() and (events := self._polls.pop(source).result()[:at_most]):
                after = self._places[source].position
                places = [f"{source}/0@{position}" for position in range(after + 1, after + 1 + len(events))]
                deliveries = [Delivery(place, event) for place, event in zip(places, events, strict=True)]
                return Batch(source, deliveries, token=Place(after + len(events), _id_of(deliveries[-1])))
        return None

    async def acknowledge(self, batch: Batch) -> None:
        assert isinstance(batch.token, Place)
        self._places[batch.source] = batch.token
        await self._bookmarks.keep(batch.source, batch.token)

    async def is_at_head(self) -> bool:
        return await self.has_reached(await self.ends())

    async def behind(self) -> dict[ServiceName, int]:
        found: dict[ServiceName, int] = {}
        for source in self._sources:
            try:
                end = (await ask_or_remember(self._neighbours, source)).position
                found[source] = max(0, end - self._places[source].position)
            except Exception as error:
                if not retrying.passes(error):
                    raise
        return found

    async def ends(self) -> Ends:
        return {source: (await ask(self._neighbours, source)).position for source in self._sources}

    async def has_reached(self, ends: Ends) -> bool:
        return all(self._places[source].position >= end for source, end in ends.items())

    async def aclose(self) -> None:
        polls = list(self._polls.values())
        self._polls.clear()
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)

    async def _poll(self, source: ServiceName, at_most: int, wait: timedelta) -> list[object]:
        try:
            events = await self._fetch(source, at_most, wait)
        except Exception as error:
            if not retrying.passes(error):
                raise
            # One service that is down must not hold up what the others have to tell.
            self._failures[source] += 1
            pause = retrying.pause_after(self._failures[source])
            log.warning("feed is unreachable", source=source, failure=type(error).__name__, pause_s=round(pause, 2))
            await asyncio.sleep(pause)
            return []
        self._failures[source] = 0
        return events

    async def _fetch(self, source: ServiceName, at_most: int, wait: timedelta) -> list[object]:
        place = self._places[source]
        asked: dict[str, str | float] = {"after": place.position, "limit": at_most, "wait": wait.total_seconds()}
        if place.event_id is not None:
            asked["known"] = str(place.event_id)
        answer = await self._neighbours.client(source).get(
            f"/api/{source}/v1/events",
            params=asked,
            headers={"Accept-Encoding": "identity"},  # packing costs more than the way between neighbours
            timeout=httpx.Timeout(10, read=wait.total_seconds() + 30),
        )
        if answer.status_code in _IS_ANOTHER:
            raise SourceWasPutBack(source, (await ask(self._neighbours, source)).position, place.position)
        if answer.status_code != httpx.codes.OK:
            raise NeighbourIsUnwell(f"{source}'s feed answered {answer.status_code}")
        if answer.headers.get(AUDIENCE_HEADER) == "public":  # positions would have gaps, and facts be missed
            raise NeighbourIsUnwell(f"{source}'s feed tells us only public events: {_SHARE_IT}")
        return _as_list(answer.content, source)


def _id_of(delivery: Delivery) -> UUID | None:
    try:
        return delivery.open().id
    except EventIsUnreadable:
        return None


def _as_list(content: bytes, source: str) -> list[object]:
    try:
        events = from_json(content)
    except ValueError:
        events = None
    if not isinstance(events, list):
        raise NeighbourIsUnwell(f"{source}'s feed answered with something that is no feed")
    return events
