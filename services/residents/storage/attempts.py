"""How often something was tried lately.

The counts live in this process: with N processes of residents, N times as many attempts get through. That is
enough, because a code has 60 bits and a password takes argon2; the one ballot a person is the database's business.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from services.residents.domain.errors import TooManyAttempts

PERMITS_OF_A_PERSON = RateLimitItemPerMinute(20, 10, namespace="permits-of-a-person")
# An address may be a whole mobile network, or a proxy in front of the town.
WRONG_CODES_OF_A_CLIENT = RateLimitItemPerMinute(300, 10, namespace="wrong-codes-of-a-client")
WRONG_CODES_FOR_A_POLL = RateLimitItemPerMinute(6000, 1, namespace="wrong-codes-for-a-poll")
WRONG_PASSWORDS_OF_A_CLIENT = RateLimitItemPerMinute(10, 15, namespace="wrong-passwords-of-a-client")
WRONG_PASSWORDS_FOR_A_NAME = RateLimitItemPerMinute(100, 15, namespace="wrong-passwords-for-a-name")


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
