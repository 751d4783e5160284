"""Which messages have been answered, and how: a provider who is not sure asks again, and must hear the same.

It is remembered in this process, under the message id's hash, for an hour and for ten thousand messages. A provider who
asks again later, or another process, has the message answered anew. Even then nothing is done twice: services keep a
mark of the message with what came of it, so a text that comes again gets its first receipt, and never takes the place
of a newer ballot, and a mail that comes again is the same idea.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar

_MOST = 10_000
_LASTS_S = 3600.0


class Reply(Protocol):
    """What a message is answered with; ``is_final`` unless the same message may fare better later."""

    @property
    def is_final(self) -> bool: ...


R = TypeVar("R", bound=Reply)


class Answered(Generic[R]):
    """The replies of the last hour by hashed message id."""

    def __init__(self, most: int = _MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._replies: OrderedDict[str, tuple[float, asyncio.Future[R]]] = OrderedDict()

    async def once(self, key: str, answer: Callable[[], Awaitable[R]]) -> R:
        """The reply of the first who asked with the key. Whoever asks meanwhile waits for it."""
        self._forget_the_old()
        if key not in self._replies:
            self._replies[key] = (self._clock(), asyncio.ensure_future(answer()))
            self._replies[key][1].add_done_callback(lambda done: self._keep_if_final(key, done))
        # The answer goes on when whoever asked first hangs up: the second will want to hear it.
        return await asyncio.shield(self._replies[key][1])

    def _keep_if_final(self, key: str, done: asyncio.Future[R]) -> None:
        if done.cancelled() or done.exception() is not None or not done.result().is_final:
            self._replies.pop(key, None)

    def _forget_the_old(self) -> None:
        too_old = self._clock() - _LASTS_S
        while self._replies:
            oldest = next(iter(self._replies))
            if self._replies[oldest][0] > too_old and len(self._replies) < self._most:
                return
            del self._replies[oldest]
