"""Builds views anew by itself whose rules have changed since: nobody need know of it after an upgrade."""

import asyncio
from datetime import timedelta

import structlog

from libs.shared.platform.running import attendance, retrying
from libs.shared.platform.running.runtime import Runtime
from services.reporting.rebuilding import RebuildIsUnderWay, rebuild
from services.reporting.storage import generations
from services.reporting.views import VIEWS, View

log = structlog.get_logger()

_LOOK_AGAIN = timedelta(minutes=1)


class Renewer:
    """Looks whether a view was made by an earlier version of its rules. The old one answers until the new one can."""

    def __init__(self, runtime: Runtime) -> None:
        self.name = f"{runtime.service}.renewer"
        self._runtime = runtime

    async def run(self) -> None:
        """Work until cancelled."""
        await retrying.forever(self._renew_and_wait, what=self.name)

    async def _renew_and_wait(self) -> None:
        for view in VIEWS.values():
            if await is_outdated(self._runtime, view):
                await _renew(self._runtime, view)
            attendance.present()
        await asyncio.sleep(_LOOK_AGAIN.total_seconds())


async def is_outdated(runtime: Runtime, view: View) -> bool:
    """Whether the generation that answers was made by an earlier version; a newer one is not ours to replace."""
    async with runtime.database.reading() as session:
        return await generations.version_of(session, view.name) < view.version


async def _renew(runtime: Runtime, view: View) -> None:
    try:
        done = await rebuild(runtime, view)
    except RebuildIsUnderWay:
        return  # another process is at it; whether it comes to an end is looked at again
    log.info("view is made anew", view=view.name, version=view.version, events=done.events)
