"""A worker that does what there is to do, piece by piece, and looks again after a while."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from libs.shared.platform.running import attendance, retrying
from libs.shared.platform.running.runtime import Runtime


class Clerk:
    """Does one piece after the other until none is left.

    Args:
        runtime: Of the service whose work it is.
        what: The work's name.
        do_some: Does a piece, and says whether there may be another at once.
        look_again: How long after that.
    """

    def __init__(
        self, runtime: Runtime, what: str, do_some: Callable[[Runtime], Awaitable[bool]], look_again: timedelta
    ) -> None:
        self.name = f"{runtime.service}.{what}"
        self._runtime, self._do_some, self._look_again = runtime, do_some, look_again

    async def run(self) -> None:
        """Work until cancelled."""
        await retrying.forever(self._work_and_wait, what=self.name)

    async def _work_and_wait(self) -> None:
        while await self._do_some(self._runtime):
            attendance.present()
        attendance.present()
        await asyncio.sleep(self._look_again.total_seconds())
