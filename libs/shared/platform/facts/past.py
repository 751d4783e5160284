"""What a listener remembers of its sources, held against what their journals say of themselves.

A journal that was put back to an older state gives positions once more. A listener that went on by positions would take
new facts for those that it has heard, and lose them without a word. So it stops, with a word.
"""

import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts import positions
from libs.shared.platform.facts.heads import Head, ask, ask_or_remember
from libs.shared.platform.facts.positions import Reached
from libs.shared.platform.running import retrying
from libs.shared.platform.running.attendance import FailureInWords
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Database
from libs.shared.platform.watching import metrics

log = structlog.get_logger()

_COMPARE_EVERY_S = 10.0

Look = Callable[[Neighbours, ServiceName, Sequence[int]], Awaitable[Head]]


class SourceWasPutBack(FailureInWords):
    """The source tells another past than the one that was heard."""

    def __init__(self, source: ServiceName, to: int, heard: int) -> None:
        super().__init__(f"{source} was put back to position {to}; I have heard up to {heard}")


@dataclass(frozen=True, slots=True)
class PutBack:
    """A source that was put back: to where, and how far it was heard."""

    to: int
    heard: int


def put_back(head: Head, lanes: Collection[Reached]) -> PutBack | None:
    """Whether the journal tells another past than the one that was heard in these lanes.

    ``to`` is the position through which both are surely the same.
    """
    beyond = [lane for lane in lanes if head.common_with(lane) < lane.position]
    if not beyond:
        return None
    first = min(lane.position for lane in beyond)
    sure = [lane.position for lane in lanes if head.confirms(lane) and lane.position < first]
    to = max([*sure, min(head.common_with(lane) for lane in beyond)])
    return PutBack(to, max(lane.position for lane in lanes))


class Past:
    """The pasts of a listener's sources, compared when it begins to listen and every few seconds from then on."""

    def __init__(
        self, listener: str, sources: Sequence[ServiceName], database: Database, neighbours: Neighbours
    ) -> None:
        self._listener, self._sources = listener, sources
        self._database, self._neighbours = database, neighbours
        self._heads: dict[str, Head] = {}
        self._next_time = 0.0

    async def compare(self) -> None:
        """Return if every source that answers still tells the past that was heard.

        Raises:
            SourceWasPutBack: if one does not.
        """
        await self._compare_all(ask)

    async def compare_now_and_then(self) -> None:
        """The same, if the last time is some seconds ago."""
        if time.monotonic() >= self._next_time:
            await self._compare_all(ask_or_remember)

    async def _compare_all(self, look: Look) -> None:
        self._next_time = time.monotonic() + _COMPARE_EVERY_S
        async with self._database.looking() as session:
            heard = await positions.lanes_of(session, self._listener)
        for source in self._sources:
            try:
                await self._compare(source, heard.get(source, {}), look)
            except Exception as error:
                if not retrying.passes(error):
                    raise
                # One source that is away must not hold up what the others have to tell.
                log.warning("nobody to compare with", source=source, failure=type(error).__name__)

    async def still_true(self, source: ServiceName, envelopes: Sequence[Envelope]) -> Sequence[Envelope]:
        """The events without those that the source has lost since it published them, as Kafka keeps them.

        Raises:
            SourceWasPutBack: if it has lost some that were heard.
            NeighbourIsUnwell: if events are of an unknown epoch and the source cannot be asked.
        """
        told = {envelope.epoch for envelope in envelopes if envelope.epoch}
        if not told <= self._epochs(source):
            await self._compare_now(source)
        if (head := self._heads.get(source)) is None:
            return envelopes
        true = [envelope for envelope in envelopes if not head.is_of_no_past(envelope)]
        if passed_over := len(envelopes) - len(true):
            metrics.EVENTS_OF_NO_PAST.labels(self._listener, source).inc(passed_over)
            log.warning("events of a lost past are passed over", listener=self._listener, source=source, n=passed_over)
        return true

    def _epochs(self, source: ServiceName) -> set[UUID]:
        head = self._heads.get(source)
        return {known.epoch for known in head.epochs} if head else set()

    async def _compare_now(self, source: ServiceName) -> None:
        async with self._database.looking() as session:
            heard = await positions.lanes_of(session, self._listener)
        await self._compare(source, heard.get(source, {}), ask)

    async def _compare(self, source: ServiceName, heard: Mapping[int, Reached], look: Look) -> None:
        head = await look(self._neighbours, source, [lane.position for lane in heard.values()])
        if found := put_back(head, heard.values()):
            raise SourceWasPutBack(source, found.to, found.heard)
        self._heads[source] = head
