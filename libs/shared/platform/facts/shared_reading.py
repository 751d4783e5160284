"""One reading of the journal for all who ask for the same at once (single flight): a thousand listeners, one query."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic_core import from_json

from libs.shared.platform.facts import journal
from libs.shared.platform.facts.feed_query import PUBLIC
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Database

# So soon after the bell rang nothing else can have come that it has not rung for, or would ring for.
_GOOD_FOR_S = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """What stood behind a place: the events as they are sent, where to go on, and whether no more stood there."""

    sent: Sequence[str]
    reached: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for. ``rings`` is how often the bell had rung: whoever has heard it once more asks anew."""

    after: int
    subject: UUID | None
    rings: int


class SharedReading:
    """The public events of one service's journal."""

    @classmethod
    def of(cls, runtime: Runtime) -> "SharedReading":
        """The one of the service in this process."""
        source = runtime.settings.source_of(runtime.service)
        found: SharedReading = runtime.own.setdefault("shared reading", cls(runtime.database, source))
        return found

    def __init__(self, database: Database, source: str | None) -> None:
        self._database, self._source = database, source
        self._readings: dict[_Asked, tuple[float, asyncio.Task[Read]]] = {}

    async def behind(self, after: int, subject: UUID | None, rings: int, at_most: int) -> Read:
        """The events behind the place, as of now or half a second ago."""
        self._forget_the_old()
        asked = _Asked(after, subject, rings)
        if asked not in self._readings:
            task = asyncio.create_task(self._read(asked, at_most), name="shared reading")
            self._readings[asked] = (time.monotonic(), task)
        # Whoever hangs up ends their own waiting, and nobody else's.
        return await asyncio.shield(self._readings[asked][1])

    async def _read(self, asked: _Asked, at_most: int) -> Read:
        async with self._database.reading() as session:
            head = await journal.head(session)
            events = await journal.read_encoded_after(
                session, self._source, asked.after, at_most, PUBLIC, asked.subject
            )
        reached = from_json(events[-1])["position"] if events else asked.after
        is_all = len(events) < at_most
        # What is not for these listeners need not be looked at again.
        return Read([_as_sent(event) for event in events], max(reached, head) if is_all else reached, is_all)

    def _forget_the_old(self) -> None:
        old = time.monotonic() - _GOOD_FOR_S
        self._readings = {asked: one for asked, one in self._readings.items() if one[0] > old}


def _as_sent(event: str) -> str:
    """The event as one of those that servers send; see ``live.py``."""
    told: dict[str, Any] = from_json(event)
    # PostgreSQL writes JSON without line ends of its own, and those in texts are escaped.
    return f"id: {told['id']}\nevent: {told['type']}\ndata: {event}\n\n"
