"""Whoever sends texts, known by hashes alone.

The counts live in this process: with N processes of the gateway, N times as many texts get an answer.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from uuid import UUID

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from libs.shared.kernel.reaching import digits_of_sender, read_phone_number

_TEXTS = RateLimitItemPerMinute(20, 15, namespace="texts-of-a-number")
_STOPS = RateLimitItemPerMinute(10, 15, namespace="stops-of-a-number")
_WARNINGS = RateLimitItemPerMinute(1, 15, namespace="warnings-to-a-number")


@dataclass(frozen=True, slots=True)
class Sender:
    """A telephone number as a hash, which others may see to count attempts by; and itself, to reach somebody at."""

    client: str = field(repr=False)
    number: str | None = field(default=None, repr=False)


class Senders:
    """Hashes numbers and message ids, and counts how many texts a number sends."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"commonpurse sms: senders", hashlib.sha256)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def sender(self, number: str) -> Sender:
        """Whoever has the number."""
        return Sender(self.hashed(f"number {digits_of_sender(number)}"), read_phone_number(number))

    def submission_of(self, sender: Sender, words: str) -> UUID:
        """The id of what the sender suggests, however often the same is texted.

        It is made with the secret: from it the key to the idea is derived.
        """
        return UUID(self.hashed(f"idea {words} of {sender.client}")[:32], version=4)

    def hashed(self, text: str) -> str:
        """What stands for the text; without the gateway's secret nobody can find it by trying."""
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    async def may_text(self, sender: Sender) -> bool:
        """Count one text; whether it is one too many."""
        return await self._limiter.hit(_TEXTS, sender.client)

    async def may_stop(self, sender: Sender) -> bool:
        """Count one text that ends texts, for itself: it is heard whatever else the number has sent."""
        return await self._limiter.hit(_STOPS, sender.client)

    async def is_told_for_the_first_time(self, sender: Sender) -> bool:
        """Whether the sender has yet to hear of the limit. Further replies would only cost the council money."""
        return await self._limiter.hit(_WARNINGS, sender.client)
