"""The carrier for one machine: the services' own HTTP feeds, read by long poll.

Source: http-feeds.org (CloudEvents batch, long poll), with a position in place of the last event's id.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

import httpx
from pydantic_core import from_json

from libs.shared.platform.neighbours import Neighbours
from libs.shared.platform.retrying import NeighbourIsUnwell
from libs.shared.platform.settings import ServiceName
from libs.shared.platform.streams.stream import Batch, Delivery

_HTTP_OK = 200


class FeedStream:
    """Reads the feeds of several services, each from its own position."""

    def __init__(
        self,
        neighbours: Neighbours,
        sources: Sequence[ServiceName],
        known_positions: Callable[[], Awaitable[Mapping[str, int]]],
    ) -> None:
        self._neighbours, self._sources, self._known_positions = neighbours, sources, known_positions
        self._positions: dict[ServiceName, int] = {}
        self._polls: dict[ServiceName, asyncio.Task[list[dict[str, object]]]] = {}

    async def start(self) -> None:
        await self.aclose()
        known = await self._known_positions()
        self._positions = {source: known.get(source, 0) for source in self._sources}

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        for source in self._sources:
            if source not in self._polls:
                self._polls[source] = asyncio.create_task(self._fetch(source, at_most, wait))
        done, _ = await asyncio.wait(
            self._polls.values(), timeout=wait.total_seconds() + 1, return_when=asyncio.FIRST_COMPLETED
        )
        finished = [source for source, poll in self._polls.items() if poll in done]
        results = [(source, self._polls.pop(source)) for source in finished]
        return self._first_filled(results)

    def _first_filled(self, results: list[tuple[ServiceName, asyncio.Task[list[dict[str, object]]]]]) -> Batch | None:
        batch = None
        for source, poll in results:
            if batch is not None and (poll.exception() is not None or poll.result()):
                self._polls[source] = poll  # its turn comes next
            elif events := poll.result():
                batch = Batch(source, 0, [Delivery(f"{source}/0@{event.get('position')}", event) for event in events])
        return batch

    async def acknowledge(self, batch: Batch) -> None:
        self._positions[batch.source] += len(batch.deliveries)

    async def is_at_head(self) -> bool:
        for source in self._sources:
            if await self._fetch(source, 1, timedelta()):
                return False
        return True

    async def aclose(self) -> None:
        polls = list(self._polls.values())
        self._polls.clear()
        for poll in polls:
            poll.cancel()
        await asyncio.gather(*polls, return_exceptions=True)

    async def _fetch(self, source: ServiceName, at_most: int, wait: timedelta) -> list[dict[str, object]]:
        answer = await self._neighbours.client(source).get(
            f"/api/{source}/v1/events",
            params={"after": self._positions[source], "limit": at_most, "wait": wait.total_seconds()},
            timeout=httpx.Timeout(10, read=wait.total_seconds() + 30),
        )
        if answer.status_code != _HTTP_OK:
            raise NeighbourIsUnwell(f"{source}'s feed answered {answer.status_code}")
        events: list[dict[str, object]] = from_json(answer.content)
        return events
