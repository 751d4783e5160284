"""A service's ear, for tests of what it does when it hears of something: a real listener on a scripted stream."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from libs.shared.events.addresses import announced_by
from libs.shared.events.envelope import Envelope, Event
from libs.shared.kernel.clock import Clock, SystemClock
from libs.shared.kernel.ids import new_id
from libs.shared.platform.facts.listener import Listener
from libs.shared.platform.facts.subscriptions import Subscriptions, one_by_one, source_of
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.streams.stream import Batch, Delivery


class _Told:
    """A stream with one batch left in it."""

    def __init__(self, source: ServiceName, envelope: Envelope) -> None:
        self._source, self._envelope = source, envelope

    async def start(self) -> None: ...

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        return Batch(self._source, [Delivery(f"told@{self._envelope.position}", self._envelope.encode())], token=None)

    async def acknowledge(self, batch: Batch) -> None: ...

    async def is_at_head(self) -> bool:
        return True

    async def behind(self) -> Mapping[ServiceName, int]:
        return {}

    async def aclose(self) -> None: ...


class Hearing:
    """What is told through it, the service hears as from a stream."""

    def __init__(self, runtime: Runtime, subscriptions: Subscriptions, clock: Clock | None = None) -> None:
        self._runtime, self._subscriptions, self._clock = runtime, subscriptions, clock or SystemClock()
        self._position = 0

    async def hear(self, *events: Event) -> list[Envelope]:
        """Let the service hear of the events, one batch each; answers them as they travelled."""
        return [await self._hear(event) for event in events]

    async def hear_again(self, envelope: Envelope) -> None:
        """Deliver once more what was delivered before."""
        stream = _Told(cast("ServiceName", announced_by(envelope.type)), envelope)
        listener = Listener(self._runtime.service, self._runtime.database, stream, one_by_one(self._subscriptions))
        await listener.listen_once(timedelta())

    async def _hear(self, event: Event) -> Envelope:
        self._position += 1
        envelope = Envelope(
            id=new_id(),
            source=source_of(type(event)),
            type=event.type,
            subject=str(event.key),
            time=self._clock.now(),
            partitionkey=str(event.key),
            position=self._position,
            data=event,
        )
        await self.hear_again(envelope)
        return envelope
