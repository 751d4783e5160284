"""A doorbell for workers: PostgreSQL's LISTEN/NOTIFY as something that can be waited for."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import asyncpg
import structlog

from libs.shared.platform.facts.journal import APPENDED, POSITIONED
from libs.shared.platform.running.telling_of_failures import Row

log = structlog.get_logger()

_CHANNELS = (APPENDED, POSITIONED)
_TO_CONNECT = 10.0
_BETWEEN_CONNECTIONS = 0.5
# Whose other end is gone without a word, behind a firewall that forgot it, would listen for ever and hear nothing.
_ASK_EVERY = timedelta(seconds=15)
_TO_ANSWER = 5.0


class Doorbell:
    """One connection that listens for a service; whoever waits also looks by itself now and then.

    Args:
        ask_every: How often the server is asked whether it is still there.
    """

    def __init__(self, url: str, channels: Sequence[str] = _CHANNELS, ask_every: timedelta = _ASK_EVERY) -> None:
        self._url, self._ask_every = url, ask_every
        self._next_rings = {channel: asyncio.Event() for channel in channels}
        self._rings = dict.fromkeys(channels, 0)
        self._task: asyncio.Task[None] | None = None
        self.is_silent = True
        """Whether it is not connected: nothing rings then, and whoever waits has to look by itself."""

    def rings(self, channel: str) -> int:
        """How often the channel has rung: take it before looking, hand it to ``wait`` after."""
        return self._rings[channel]

    async def wait(self, channel: str, since: int, at_most: timedelta) -> None:
        """Return when the channel has rung since the count was taken, or after the time."""
        if self._rings[channel] == since:
            await self._is_set(self._next_rings[channel], at_most)

    async def start(self) -> None:
        self._task = asyncio.create_task(self._listen(), name="doorbell")

    async def aclose(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        row = Row()
        while True:
            # A lost connection only costs the listener's own, slower look; it is made anew, whatever became of it.
            try:
                await self._listen_until_lost()
            except Exception as error:  # noqa: BLE001 - nobody would ever start a silent bell again
                kind = type(error).__name__
                if row.is_to_be_told(kind):
                    log.warning("doorbell is silent", failure=kind, **row.counted())
            await asyncio.sleep(_BETWEEN_CONNECTIONS)

    async def _listen_until_lost(self) -> None:
        connection = await asyncpg.connect(self._url, timeout=_TO_CONNECT)
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            for channel in self._rings:
                await connection.add_listener(channel, self._on_notify)
                self._ring(channel)  # who knows what was missed before
            self.is_silent = False
            while not await self._is_set(lost, within=self._ask_every):
                await connection.execute("select 1", timeout=_TO_ANSWER)
        finally:
            self.is_silent = True
            connection.terminate()

    async def _is_set(self, event: asyncio.Event, within: timedelta) -> bool:
        # Not wait_for: before Python 3.12 it loses a cancellation that comes together with the ring, and the worker
        # that waited would never end. https://github.com/python/cpython/issues/86296
        with suppress(TimeoutError):
            async with asyncio.timeout(within.total_seconds()):
                await event.wait()
        return event.is_set()

    def _on_notify(self, _connection: object, _pid: int, channel: str, _payload: object) -> None:
        self._ring(channel)

    def _ring(self, channel: str) -> None:
        self._rings[channel] += 1
        rung, self._next_rings[channel] = self._next_rings[channel], asyncio.Event()
        rung.set()
