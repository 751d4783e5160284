"""How often something was tried lately, and how often whoever tries it may.

An attempt is counted before its outcome is known and given back if it was right: a thousand at once cannot all pass a
check that none of them has yet been counted by. The counts live in this process: with N processes of a service, N times
as many attempts get through. That is enough, because a code has 60 bits and a password takes argon2; the one ballot a
person is the database's business.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from limits import RateLimitItem

from libs.shared.kernel.errors import DomainError, TooManyAttempts

_SWEEP_AFTER = 10_000
_MOST_TAKEN = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many attempts in a time, by whoever ``of`` names."""

    item: RateLimitItem
    of: str

    @property
    def key(self) -> str:
        return self.item.key_for(self.of)


@dataclass(slots=True)
class _Window:
    ends_at: float
    count: int = 0


class Attempts:
    """The attempts that this process has seen. Nothing here waits, so that nothing comes between check and count."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}
        self._pausing: set[str] = set()
        self._taken: dict[UUID, None] = {}

    async def check(self, limits: Sequence[Limit]) -> None:
        """Nothing, if one more attempt is within all the limits.

        Raises:
            TooManyAttempts: if not, with the seconds to wait.
        """
        for limit in limits:
            if self.made(limit) >= limit.item.amount:
                raise TooManyAttempts(max(1, math.ceil(self._window(limit).ends_at - time.time())))

    async def count(self, limits: Sequence[Limit]) -> None:
        """Remember one attempt."""
        self._sweep()
        for limit in limits:
            self._window(limit).count += 1

    async def take(self, limits: Sequence[Limit]) -> None:
        """Count one attempt that is about to be made.

        Raises:
            TooManyAttempts: if it is beyond a limit; then it is not counted.
        """
        await self.check(limits)
        await self.count(limits)

    @asynccontextmanager
    async def trying(self, limits: Sequence[Limit]) -> AsyncIterator[None]:
        """One attempt, counted first. If it fails on our side, it was none: whoever tries again has not yet tried.

        Raises:
            TooManyAttempts: if it is beyond a limit; then it is not counted.
        """
        await self.take(limits)
        async with self._given_back_if_we_fail(limits):
            yield

    @asynccontextmanager
    async def guessing(self, limits: Sequence[Limit]) -> AsyncIterator[None]:
        """The same; one that is right, and raises nothing, is forgotten too.

        Raises:
            TooManyAttempts: if it is beyond a limit; then it is not counted.
        """
        async with self.trying(limits):
            yield
        await self.give_back(limits)

    @asynccontextmanager
    async def _given_back_if_we_fail(self, limits: Sequence[Limit]) -> AsyncIterator[None]:
        try:
            yield
        except DomainError:
            raise
        except Exception:
            await self.give_back(limits)
            raise

    async def give_back(self, limits: Sequence[Limit]) -> None:
        """Forget one attempt."""
        for limit in limits:
            window = self._window(limit)
            window.count = max(0, window.count - 1)

    @asynccontextmanager
    async def slowed(self, limit: Limit, longest_pause_s: float) -> AsyncIterator[None]:
        """One attempt, counted first. Beyond the limit there is one at a time, after a pause that grows.

        Whoever guesses is slowed down; whoever is right and comes from the same place waits a little, and gets in.

        Raises:
            TooManyAttempts: if one is waiting already.
        """
        if limit.key in self._pausing:
            raise TooManyAttempts(math.ceil(longest_pause_s))
        await self.count([limit])
        beyond = self.made(limit) - limit.item.amount
        async with self._given_back_if_we_fail([limit]):
            if beyond <= 0:
                yield
                return
            async with self._alone(limit):
                await asyncio.sleep(min(longest_pause_s, 1 + beyond / 20))
                yield

    @asynccontextmanager
    async def _alone(self, limit: Limit) -> AsyncIterator[None]:
        self._pausing.add(limit.key)
        try:
            yield
        finally:
            self._pausing.discard(limit.key)

    def take_note(self, submission_id: UUID | None) -> None:
        """What was sent in under this number was taken. The latest of them are known, as long as this process runs."""
        if submission_id is not None:
            self._taken[submission_id] = None
            if len(self._taken) > _MOST_TAKEN:
                del self._taken[next(iter(self._taken))]

    def has_taken(self, submission_id: UUID | None) -> bool:
        """Whether it is known that this was taken."""
        return submission_id in self._taken

    def made(self, limit: Limit) -> int:
        """How many attempts count now."""
        return self._window(limit).count

    def seconds_left(self, limit: Limit) -> int:
        """In how many seconds what was counted is forgotten."""
        return max(1, math.ceil(self._window(limit).ends_at - time.time()))

    def _window(self, limit: Limit) -> _Window:
        now = time.time()
        found = self._windows.get(limit.key)
        if found is None or found.ends_at <= now:
            found = self._windows[limit.key] = _Window(now + limit.item.get_expiry())
        return found

    def _sweep(self) -> None:
        if len(self._windows) >= _SWEEP_AFTER and len(self._windows) % 1_000 == 0:
            now = time.time()
            self._windows = {key: window for key, window in self._windows.items() if window.ends_at > now}
