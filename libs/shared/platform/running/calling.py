"""Requests to another part over the network: where nothing was sent, the other may just be starting again."""

import asyncio
import time

import httpx

from libs.shared.platform.running.retrying import pause_after

KEPT_IDLE_S = 1.0
"""How long a connection that nobody uses is kept: shorter than a server drains, which then ends those that are left."""

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout)
_PATIENCE_S = 5.0
_IN_VAIN_FOR_S = 30.0


class PatientTransport(httpx.AsyncBaseTransport):
    """Connects again, for a while, where no connection came about: the request was not sent, so it is not sent twice.

    After somebody has waited in vain nobody waits for a while: a part that is down must not hold up all who ask.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, patience_s: float = _PATIENCE_S) -> None:
        self._inner, self._patience_s = inner, patience_s
        self._in_vain_at = -_IN_VAIN_FOR_S

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        give_up_at = self._give_up_at()
        failures = 0
        while True:
            try:
                answer = await self._inner.handle_async_request(request)
            except NEVER_SENT:
                failures += 1
                pause = min(pause_after(failures), 0.5)
                if time.monotonic() + pause > give_up_at:
                    self._in_vain_at = time.monotonic()
                    raise
                await asyncio.sleep(pause)
            else:
                self._in_vain_at = -_IN_VAIN_FOR_S
                return answer

    async def aclose(self) -> None:
        await self._inner.aclose()

    def _give_up_at(self) -> float:
        now = time.monotonic()
        return now if now - self._in_vain_at < _IN_VAIN_FOR_S else now + self._patience_s
