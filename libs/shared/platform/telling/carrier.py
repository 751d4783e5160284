"""The worker that brings what waits to be told, by whatever way: at least once, and again if nobody takes it."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.telling import Telling, TellingWasNotTaken, next_attempt
from libs.shared.platform.facts.journal import APPENDED
from libs.shared.platform.running import retrying
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.storage.database import Transaction

_LOOK_AGAIN = timedelta(seconds=5)


class Tellings(Protocol):
    """Where a service keeps what waits to be told."""

    async def finish(self, session: AsyncSession, telling_id: UUID, now: datetime, done_by: UUID | None = None) -> None:
        """Mark it as sent, or as done by a person."""
        ...

    async def postpone(self, session: AsyncSession, telling: Telling, until: datetime | None, trouble: str) -> None:
        """Note a failed attempt; without a next time nobody tries any more."""
        ...


class Carrier(ABC):
    """Brings what waits, one after the other."""

    def __init__(
        self, runtime: Runtime, tellings: Tellings, *, name: str, first: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self.name = f"{runtime.service}.{name}"
        self._first, self._kept = first, tellings
        self._database, self._doorbell, self._clock = runtime.database, runtime.doorbell, runtime.clock

    async def run(self) -> None:
        """Send until cancelled."""
        await retrying.forever(self._send_and_wait, what=self.name)

    async def send_one(self) -> bool:
        """Try to send the oldest that is due; whether there was one."""
        # Nobody reads in public what was sent: pages that are kept stay as good as they were.
        async with self._database.transaction(is_shown=False) as tx:
            telling = await self._next(tx.session, self._clock.now())
            if telling is None:
                return False
            await self._send(telling, tx)
            return True

    @abstractmethod
    async def _next(self, session: AsyncSession, now: datetime) -> Telling | None:
        """The oldest that is due this way, kept from other workers until the transaction ends."""

    @abstractmethod
    async def _hand_over(self, telling: Telling) -> None:
        """Return once it is taken, else raise TellingWasNotTaken."""

    @abstractmethod
    def _note(self, telling: Telling, trouble: str, again_at: datetime | None) -> None:
        """Say in the log that it was not taken."""

    async def _send_and_wait(self) -> None:
        rings = self._doorbell.rings(APPENDED)
        if self._first:
            await self._first()
        while await self.send_one():
            pass
        # News is made in transactions that also append to the journal, whose bell wakes us.
        await self._doorbell.wait(APPENDED, rings, _LOOK_AGAIN)

    async def _send(self, telling: Telling, tx: Transaction) -> None:
        now = self._clock.now()
        try:
            await self._hand_over(telling)
        except TellingWasNotTaken as failure:
            until = None if failure.is_final else next_attempt(telling.attempts + 1, now)
            self._note(telling, str(failure), until)
            await self._kept.postpone(tx.session, telling, until, str(failure))
        else:
            await self._kept.finish(tx.session, telling.telling_id, now)
