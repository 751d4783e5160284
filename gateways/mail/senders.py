"""Whoever sends mails, known by hashes alone.

The counts live in this process. What is one too many is not lost: it waits in the mailbox, or with the provider.
"""

import hashlib
import hmac
from collections import OrderedDict
from uuid import UUID

from limits import RateLimitItem, RateLimitItemPerHour
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from gateways.mail.letter.reading import Letter
from libs.shared.kernel.networks import network_of

_OF_A_SENDER = RateLimitItemPerHour(10, namespace="mails-of-a-sender")
# A network may be that of a large provider, whose mails all come from a few of its servers.
_OF_A_NETWORK = RateLimitItemPerHour(600, namespace="mails-of-a-network")
_MOST_REMEMBERED = 10_000


class Senders:
    """Hashes addresses and mails, and counts how many come from where."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"commonpurse mail: senders", hashlib.sha256)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._counted: OrderedDict[UUID, None] = OrderedDict()

    def hashed(self, text: str) -> str:
        """What stands for the text; without the gateway's secret nobody can find it by trying."""
        return hmac.new(self._key, text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def client_of(self, letter: Letter) -> str:
        """What stands for the sender when others count attempts."""
        return self.hashed(f"address {(letter.sender or '').casefold()}")

    def submission_of(self, letter: Letter) -> UUID:
        """The mail's own id, however often and by whichever way it comes.

        It is made with the secret: from it the key to the idea is derived, and others know Message-IDs.
        """
        what = letter.message_id or f"{letter.subject}\n{letter.text}"
        return UUID(self.hashed(f"mail {what} of {(letter.sender or '').casefold()}")[:32], version=4)

    async def may_write(self, letter: Letter) -> bool:
        """Count a mail, once however often it is tried; whether it is one too many for now."""
        mail = self.submission_of(letter)
        if mail in self._counted:
            return True
        limits: list[tuple[RateLimitItem, str]] = [(_OF_A_SENDER, self.client_of(letter))]
        if letter.network:
            limits.append((_OF_A_NETWORK, self.hashed(f"network {network_of(letter.network)}")))
        for item, who in limits:
            if not await self._limiter.test(item, who):
                return False
        for item, who in limits:
            await self._limiter.hit(item, who)
        self._counted[mail] = None
        if len(self._counted) > _MOST_REMEMBERED:
            self._counted.popitem(last=False)
        return True
