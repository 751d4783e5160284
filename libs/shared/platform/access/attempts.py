"""How often something was tried lately, and how often whoever tries it may.

The counts live in this process: with N processes of a service, N times as many attempts get through. That is enough,
because a code has 60 bits and a password takes argon2; the one ballot a person is the database's business.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from limits import RateLimitItem
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from libs.shared.kernel.errors import TooManyAttempts


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many attempts in a time, by whoever ``of`` names."""

    item: RateLimitItem
    of: str


class Attempts:
    """The attempts that this process has seen."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def check(self, limits: Sequence[Limit]) -> None:
        """Nothing, if one more attempt is within all the limits.

        Raises:
            TooManyAttempts: if not, with the seconds to wait.
        """
        for limit in limits:
            if not await self._limiter.test(limit.item, limit.of):
                raise await self._too_many(limit)

    async def count(self, limits: Sequence[Limit]) -> None:
        """Remember one attempt."""
        for limit in limits:
            await self._limiter.hit(limit.item, limit.of)

    async def _too_many(self, limit: Limit) -> TooManyAttempts:
        window = await self._limiter.get_window_stats(limit.item, limit.of)
        return TooManyAttempts(max(1, math.ceil(window.reset_time - time.time())))
