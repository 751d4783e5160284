"""The protocol that both carriers keep, and what they deliver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from pydantic_core import to_json

from libs.shared.events.envelope import Envelope
from libs.shared.platform.running.settings import ServiceName


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event as it arrived, not yet opened.

    ``place`` tells where it lay, such as ``voting/0@17``; it is the same at each delivery.
    """

    place: str
    content: bytes | object

    def open(self) -> Envelope:
        """The envelope.

        Raises:
            EventIsUnreadable: if it is none.
        """
        if isinstance(self.content, bytes):
            return Envelope.decode(self.content)
        return Envelope.from_json_object(self.content)

    def text(self) -> str:
        """The content for a person to read."""
        content = self.content if isinstance(self.content, bytes) else to_json(self.content)
        # PostgreSQL's text holds any character but this one.
        return content.decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Batch:
    """Deliveries of one source, those of one key in order. ``token`` is the carrier's own."""

    source: ServiceName
    deliveries: Sequence[Delivery]
    token: object


class EventStream(Protocol):
    """What a listener reads from. Every event arrives at least once, those of one key in order."""

    async def start(self) -> None:
        """Connect, or connect anew; what was not acknowledged comes again."""
        ...

    async def next_batch(self, at_most: int, wait: timedelta) -> Batch | None:
        """The next deliveries of some source; none if nothing came in time."""
        ...

    async def acknowledge(self, batch: Batch) -> None:
        """Say that the batch's effects are committed. Batches of a source are acknowledged in their order."""
        ...

    async def is_at_head(self) -> bool:
        """Whether all that had been published when this was called is acknowledged."""
        ...

    async def behind(self) -> Mapping[ServiceName, int]:
        """Lag: how many events of each source this reader has not acknowledged; a source out of reach is left out."""
        ...

    async def aclose(self) -> None:
        """Disconnect."""
        ...


Ends = Mapping[Any, int]
"""Where a stream's sources ended at some moment, in the carrier's own terms."""


class MeasurableStream(EventStream, Protocol):
    """A stream that can also be read up to a certain point, however fast more is published behind it."""

    async def ends(self) -> Ends:
        """Where the sources end now."""
        ...

    async def has_reached(self, ends: Ends) -> bool:
        """Whether all that lay before the ends is acknowledged."""
        ...
