"""What a journal says of itself, to its own service and to those that listen to it."""

import asyncio
import time
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

import httpx
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts import epochs, journal
from libs.shared.platform.facts.positions import Reached
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.retrying import NeighbourIsUnwell
from libs.shared.platform.running.settings import ServiceName

_A_MOMENT_S = 1.0


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


_Question = tuple[ServiceName, tuple[int, ...]]


class _Asked(NamedTuple):
    since: float
    answer: asyncio.Task[Head]


_ASKED: WeakKeyDictionary[Neighbours, dict[_Question, _Asked]] = WeakKeyDictionary()


async def ask_or_remember(neighbours: Neighbours, source: ServiceName, at: Sequence[int] = ()) -> Head:
    """What the source's journal says of itself, or said a moment ago: all views of a service ask the same at a time.

    They wait for one answer together, so that a source that is silent holds up none of them longer than another.

    Raises:
        NeighbourIsUnwell: if it says nothing.
    """
    asked, question = _recent(neighbours), (source, tuple(at))
    if question not in asked:
        asked[question] = _Asked(time.monotonic(), asyncio.create_task(ask(neighbours, source, at)))
    return await asyncio.shield(asked[question].answer)  # whoever goes away meanwhile takes it from nobody else


def _recent(neighbours: Neighbours) -> dict[_Question, _Asked]:
    known, old = _ASKED.get(neighbours, {}), time.monotonic() - _A_MOMENT_S
    recent = {question: one for question, one in known.items() if one.since > old or not one.answer.done()}
    _ASKED[neighbours] = recent
    return recent
