"""Keeps each view's active generation up to date, and turns to the next one when it is swapped."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from libs.shared.events.envelope import Envelope
from libs.shared.platform.facts.doorbell import Doorbell
from libs.shared.platform.facts.listener import Listener, Subscriber
from libs.shared.platform.facts.past import Past
from libs.shared.platform.facts.subscriptions import shown_as, sources_of
from libs.shared.platform.running import retrying
from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.service import open_stream
from libs.shared.platform.running.workers import Worker
from libs.shared.platform.storage.database import Transaction
from services.reporting.storage.generations import (
    SWAPPED,
    GenerationIsRetired,
    active,
    listener_name,
    write_active,
)
from services.reporting.views import VIEWS, View

_LOOK_AGAIN = timedelta(seconds=5)


def followers(runtime: Runtime) -> Sequence[Worker]:
    """A worker for each view."""
    return [Follower(view, runtime) for view in VIEWS.values()]


def into_active(view: View, generation: int) -> Subscriber:
    """A subscriber that fills the generation as long as it is the active one, and then raises GenerationIsRetired."""

    async def subscriber(envelopes: Sequence[Envelope], tx: Transaction) -> None:
        await write_active(tx.session, view.name, generation)
        await view.apply(envelopes, tx)

    return shown_as(view.name, view.listens_to, subscriber)


def subscriber_of(listener: str) -> Subscriber | None:
    """The subscriber of a view's listener, such as ``turnout.3``; none if it is no view's."""
    name, _, generation = listener.rpartition(".")
    return into_active(VIEWS[name], int(generation)) if name in VIEWS and generation.isdecimal() else None


class Follower:
    """Runs the listener of one view's active generation."""

    def __init__(self, view: View, runtime: Runtime) -> None:
        self.name = f"{runtime.service}.{view.name}"
        self._view, self._runtime = view, runtime
        self._swaps: Doorbell = runtime.own["swaps"]

    async def run(self) -> None:
        """Work until cancelled."""
        await retrying.forever(self._follow_until_retired, what=self.name)

    async def _follow_until_retired(self) -> None:
        # A retired listener finds out by itself too, at its next event, should the bell have been missed.
        with suppress(GenerationIsRetired):
            await self._follow_one_generation()

    async def _follow_one_generation(self) -> None:
        rings = self._swaps.rings(SWAPPED)
        generation = await self._active()
        listening = asyncio.create_task(self._listener(generation).run())
        swapped = asyncio.create_task(self._until_swapped(generation, rings))
        try:
            done, _ = await asyncio.wait({listening, swapped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (listening, swapped):
                task.cancel()
            await asyncio.gather(listening, swapped, return_exceptions=True)
        for task in done:
            task.result()

    async def _until_swapped(self, generation: int, rings: int) -> None:
        while await self._active() == generation:
            await self._swaps.wait(SWAPPED, rings, _LOOK_AGAIN)
            rings = self._swaps.rings(SWAPPED)

    async def _active(self) -> int:
        async with self._runtime.database.looking() as session:
            return await active(session, self._view.name)

    def _listener(self, generation: int) -> Listener:
        name = listener_name(self._view.name, generation)
        sources, database = sources_of(self._view.listens_to), self._runtime.database
        past = Past(name, sources, database, self._runtime.neighbours)
        stream = open_stream(self._runtime, name, sources)
        return Listener(name, database, stream, into_active(self._view, generation), past=past)
