"""The worker that erases contacts whose time is over."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from libs.shared.platform.running import attendance, retrying
from libs.shared.platform.running.settings import ServiceName

log = structlog.get_logger()

_LOOK_AGAIN = timedelta(hours=1)


class Eraser:
    """Erases every hour. How is the service's own use case, which says how many contacts it erased."""

    def __init__(self, service: ServiceName, erase: Callable[[], Awaitable[int]]) -> None:
        self.name = f"{service}.eraser"
        self._erase = erase

    async def run(self) -> None:
        """Erase until cancelled."""
        await retrying.forever(self._erase_and_wait, what=self.name)

    async def _erase_and_wait(self) -> None:
        if erased := await self._erase():
            log.info("contacts erased", count=erased)
        attendance.present()
        await asyncio.sleep(_LOOK_AGAIN.total_seconds())
