"""Passwords as argon2 hashes, worked out beside the event loop, never many at a time, and never in an endless queue."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from libs.shared.kernel.errors import TooManyAttempts

HASHER = PasswordHasher()
_AT_ONCE = 2
_WAIT_IN_ALL = 40
_WAIT_OF_ONE = 4
_SECONDS_TO_WAIT = 2


class Passwords:
    """Hashes and checks passwords. Each takes tens of milliseconds and as many megabytes, hence the gate."""

    def __init__(self) -> None:
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._waiting: Counter[str] = Counter()
        self._nobodys = _hash_of_nobody()

    async def hash(self, password: str) -> str:
        """What is kept of the password."""
        async with self._gate:
            return await asyncio.to_thread(HASHER.hash, password)

    async def matches(self, password: str, kept: str | None, client: str) -> bool:
        """Whether the password belongs to the hash. Without a hash it takes as long, and does not.

        Raises:
            TooManyAttempts: if the queue is full, or the client has its share of it already.
        """
        async with self._place_in_the_queue(client), self._gate:
            return await asyncio.to_thread(self._verified, password, kept or self._nobodys) and kept is not None

    @asynccontextmanager
    async def _place_in_the_queue(self, client: str) -> AsyncIterator[None]:
        if self._waiting[client] >= _WAIT_OF_ONE + _AT_ONCE or self._waiting.total() >= _WAIT_IN_ALL:
            raise TooManyAttempts(_SECONDS_TO_WAIT)
        self._waiting[client] += 1
        try:
            yield
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]

    def _verified(self, password: str, kept: str) -> bool:
        try:
            return HASHER.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hash_of_nobody() -> str:
    """What a password is held against where there is no account. Made once in a process, before anyone asks."""
    return HASHER.hash(secrets.token_hex())
