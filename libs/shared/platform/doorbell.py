"""PostgreSQL's NOTIFY as something that a worker can wait for."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import asyncpg

from libs.shared.platform.journal import APPENDED, POSITIONED

_CHANNELS = (APPENDED, POSITIONED)


class Doorbell:
    """One connection that listens for a service; whoever waits also looks by itself now and then."""

    def __init__(self, url: str, channels: Sequence[str] = _CHANNELS) -> None:
        self._url = url
        self._bells = {channel: asyncio.Condition() for channel in channels}
        self._rings = dict.fromkeys(channels, 0)
        self._task: asyncio.Task[None] | None = None

    def rings(self, channel: str) -> int:
        """How often the channel has rung: take it before looking, hand it to ``wait`` after."""
        return self._rings[channel]

    async def wait(self, channel: str, since: int, at_most: timedelta) -> None:
        """Return when the channel has rung since the count was taken, or after the time."""
        bell = self._bells[channel]
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most.total_seconds()), bell:
                await bell.wait_for(lambda: self._rings[channel] != since)

    async def start(self) -> None:
        self._task = asyncio.create_task(self._listen(), name="doorbell")

    async def aclose(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        while True:
            # A lost connection only costs the listener's own, slower look; it is made anew.
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await self._listen_until_lost()
            await asyncio.sleep(0.5)

    async def _listen_until_lost(self) -> None:
        connection = await asyncpg.connect(self._url)
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        try:
            for channel in self._bells:
                await connection.add_listener(channel, self._on_notify)
            await lost.wait()
        finally:
            connection.terminate()

    def _on_notify(self, _connection: object, _pid: int, channel: str, _payload: object) -> None:
        self._rings[channel] += 1
        asyncio.get_running_loop().create_task(self._ring(channel))

    async def _ring(self, channel: str) -> None:
        async with self._bells[channel]:
            self._bells[channel].notify_all()
