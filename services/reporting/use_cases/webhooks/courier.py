"""The courier: delivers for every subscription side by side, so that one that hangs slows nobody else."""

import asyncio
import time
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from libs.shared.platform.running import attendance, retrying
from libs.shared.platform.watching.metrics import WEBHOOKS_FAILING, WEBHOOKS_WAITING
from services.reporting.clients.webhooks.poster import Poster
from services.reporting.storage.webhooks import deliveries, removed, subscriptions
from services.reporting.storage.webhooks.subscriptions import CHANGED
from services.reporting.use_cases.webhooks.deliver import deliver, next_due
from services.reporting.use_cases.webhooks.entitled import end_without_keys
from services.reporting.use_cases.webhooks.office import WebhookOffice

log = structlog.get_logger()

KEPT_FOR = timedelta(days=14)
"""For so long deliveries are listed."""
_LOOK_AGAIN = timedelta(seconds=5)
_COUNT_EVERY_S = 10.0
_PAUSE_FOR_EACH_S = 20.0
# Any number does; it is the courier's own among the advisory locks of its database.
_COURIER_LOCK = 7_301_009


class Courier:
    """One at a time, by an advisory lock: two would send the same things, and out of order."""

    def __init__(self, office: WebhookOffice, service: str) -> None:
        self.name = f"{service}.courier"
        self._office = office
        self._count_at, self._looked_at = 0.0, deliveries.FIRST

    async def run(self) -> None:
        """Deliver until cancelled."""
        await retrying.forever(self._work_while_holding_the_lock, what=self.name)

    async def _work_while_holding_the_lock(self) -> None:
        async with self._office.database.engine.connect() as connection:
            lock = await connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                while not await lock.scalar(text("select pg_try_advisory_lock(:key)"), {"key": _COURIER_LOCK}):
                    attendance.present()
                    await self._wait(self._office.bell.rings(CHANGED))
                await self._work(lock)
            finally:
                # Closing the session gives back the lock, whatever state the session is in.
                await connection.invalidate()

    async def _work(self, lock: AsyncConnection) -> None:
        at_work: dict[UUID, asyncio.Task[None]] = {}
        try:
            while True:
                rings = self._office.bell.rings(CHANGED)
                await lock.scalar(text("select 1"))  # it is still held
                await self._go_on_with(at_work)
                await self._count_now_and_then()
                attendance.present()
                await self._wait(rings)
        finally:
            for task in at_work.values():
                task.cancel()
            await asyncio.gather(*at_work.values(), return_exceptions=True)

    async def _go_on_with(self, at_work: dict[UUID, asyncio.Task[None]]) -> None:
        async with self._office.database.reading() as session:
            wanted = {one.subscription_id for one in await subscriptions.active(session)}
        for gone in at_work.keys() - wanted:
            at_work.pop(gone).cancel()
        for ended in [whose for whose, task in at_work.items() if task.done()]:
            # Whatever one subscriber does to us, the others go on; it is begun anew.
            failure = type(at_work.pop(ended).exception()).__name__
            log.error("webhook stopped", subscription=str(ended), failure=failure)
        for fresh in wanted - at_work.keys():
            at_work[fresh] = asyncio.create_task(_serve(self._office, fresh), name=f"webhook {fresh}")

    async def _count_now_and_then(self) -> None:
        if (began := time.monotonic()) < self._count_at:
            return
        async with self._office.database.transaction(is_shown=False) as tx:
            await deliveries.forget(tx.session, self._office.clock.now() - KEPT_FOR)
            await removed.clear_away(tx.session)
            self._looked_at = await deliveries.forget_events(tx.session, self._looked_at)
            found = await deliveries.load(tx.session)
        await end_without_keys(self._office)
        WEBHOOKS_WAITING.labels("reporting").set(found.waiting)
        WEBHOOKS_FAILING.labels("reporting").set(found.failing)
        # A million are not counted as often as ten.
        self._count_at = time.monotonic() + max(_COUNT_EVERY_S, _PAUSE_FOR_EACH_S * (time.monotonic() - began))

    async def _wait(self, rings: int) -> None:
        await asyncio.sleep(0.2)  # what is heard rings often; whoever is subscribed changes seldom
        await self._office.bell.wait(CHANGED, rings, _LOOK_AGAIN)


async def _serve(office: WebhookOffice, whose: UUID) -> None:
    """Deliver to one subscription until cancelled."""
    poster = office.poster()
    try:
        await retrying.forever(lambda: _deliver_or_wait(office, whose, poster), what="webhook")
    finally:
        await poster.aclose()


async def _deliver_or_wait(office: WebhookOffice, whose: UUID, poster: Poster) -> None:
    rings = office.bell.rings(CHANGED)
    if await deliver(office, whose, poster):
        return
    due = await next_due(office, whose)
    left = _LOOK_AGAIN if due is None else min(_LOOK_AGAIN, due - office.clock.now())
    if left > timedelta():
        await office.bell.wait(CHANGED, rings, left)
