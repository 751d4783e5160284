"""What a listener remembers of its sources, held against what their journals say of themselves.

A journal that was put back to an older state gives positions once more. A listener that went on by positions would take
new facts for those that it has heard, and lose them without a word. So it stops, with a word.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import httpx
import structlog
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts import epochs, journal, positions
from libs.shared.platform.facts.positions import Reached
from libs.shared.platform.running import retrying
from libs.shared.platform.running.attendance import FailureInWords
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.database import Database
from libs.shared.platform.watching import metrics

log = structlog.get_logger()

_COMPARE_EVERY_S = 10.0


class EpochBody(BaseModel):
    """An epoch of a journal, and the position behind which it began."""

    epoch: UUID
    after: int


class Head(BaseModel):
    """Where a journal ends, its epochs, and which events stand at the positions that were asked about."""

    position: int
    epoch: UUID | None = None
    epochs: list[EpochBody] = []
    events: dict[int, UUID] = {}

    def is_of_no_past(self, envelope: Envelope) -> bool:
        """Whether the event is one of those that the journal has lost: it was put back behind them."""
        if not self.epochs:
            return False
        later = self.later_than(envelope.epoch or self.epochs[0].epoch)
        return later is None or any(epoch.after < envelope.position for epoch in later)

    def knows(self, position: int, epoch: UUID | None) -> bool:
        """Whether the position is one of this journal, if it is of that epoch."""
        if position > self.position:
            return False
        later = [] if epoch is None else self.later_than(epoch)
        return later is not None and all(position <= one.after for one in later)

    def later_than(self, epoch: UUID) -> Sequence[EpochBody] | None:
        """The epochs after that one; none if the journal does not know it."""
        numbers = [number for number, known in enumerate(self.epochs) if known.epoch == epoch]
        return self.epochs[numbers[0] + 1 :] if numbers else None

    def confirms(self, reached: Reached) -> bool:
        """Whether the very event that was heard last in a lane stands where it stood."""
        return reached.event_id is not None and self.events.get(reached.position) == reached.event_id

    def common_with(self, reached: Reached) -> int:
        """Through which position the journal surely tells the past that was heard in a lane; 0 if nothing says."""
        if self.confirms(reached):
            return reached.position
        later = self.epochs[1:] if reached.epoch is None else self.later_than(reached.epoch)
        if later is None:  # an epoch that it has forgotten, because it was put back behind that, too
            later = self.epochs[1:] or self.epochs
        last = min([self.position, *(epoch.after for epoch in later)])
        is_another = reached.event_id is not None and reached.position <= last
        return 0 if is_another else min(last, reached.position)


class SourceWasPutBack(FailureInWords):
    """The source tells another past than the one that was heard."""

    def __init__(self, source: ServiceName, to: int, heard: int) -> None:
        super().__init__(f"{source} was put back to position {to}; I have heard up to {heard}")


async def head_of(session: AsyncSession, at: Collection[int] = ()) -> Head:
    """What the journal of the session's database says of itself."""
    found = [EpochBody(epoch=one.epoch, after=one.after) for one in await epochs.history(session)]
    events = await journal.ids_at(session, at) if at else {}
    newest = found[-1].epoch if found else None
    return Head(position=await journal.head(session), epoch=newest, epochs=found, events=events)


async def ask(neighbours: Neighbours, source: ServiceName, at: Sequence[int] = ()) -> Head:
    """What the source's journal says of itself.

    Raises:
        NeighbourIsUnwell: if it says nothing.
    """
    answer = await neighbours.client(source).get(f"/api/{source}/v1/events/head", params={"at": list(at)})
    if answer.status_code != httpx.codes.OK:
        raise NeighbourIsUnwell(f"{source}'s feed answered {answer.status_code}")
    return Head.model_validate_json(answer.content)


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
        self._next_time = time.monotonic() + _COMPARE_EVERY_S
        for source in self._sources:
            try:
                await self._compare(source)
            except Exception as error:
                if not retrying.passes(error):
                    raise
                # One source that is away must not hold up what the others have to tell.
                log.warning("nobody to compare with", source=source, failure=type(error).__name__)

    async def compare_now_and_then(self) -> None:
        """The same, if the last time is some seconds ago."""
        if time.monotonic() >= self._next_time:
            await self.compare()

    async def still_true(self, source: ServiceName, envelopes: Sequence[Envelope]) -> Sequence[Envelope]:
        """The events without those that the source has lost since it published them, as Kafka keeps them.

        Raises:
            SourceWasPutBack: if it has lost some that were heard.
            NeighbourIsUnwell: if events are of an unknown epoch and the source cannot be asked.
        """
        told = {envelope.epoch for envelope in envelopes if envelope.epoch}
        if not told <= self._epochs(source):
            await self._compare(source)
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

    async def _compare(self, source: ServiceName) -> None:
        async with self._database.reading() as session:
            lanes = await positions.lanes_of(session, self._listener, source)
        head = await ask(self._neighbours, source, [lane.position for lane in lanes.values()])
        if found := put_back(head, lanes.values()):
            raise SourceWasPutBack(source, found.to, found.heard)
        self._heads[source] = head
