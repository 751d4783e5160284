"""Posts to one subscriber, within bounds of time and of bytes, whatever the subscriber does."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from pathlib import Path

import httpcore

from services.reporting.clients.webhooks.outside import NoSuchHost, Outside
from services.reporting.domain.webhooks.addresses import Rules, target_of
from services.reporting.domain.webhooks.attempts import Attempt, Outcome, outcome_of
from services.reporting.domain.webhooks.errors import AddressIsNotTaken

AT_ONCE = 16
"""Connections to one subscriber."""
_PATIENCE_S = 10.0
_READ = 64 * 1024
_KEPT = 2_000
_HEADERS = {"Content-Type": "application/cloudevents+json", "User-Agent": "Commonpurse", "Accept": "*/*"}


class Poster:
    """The way to one subscriber. Its connections are its own: another one's do not wait for them."""

    def __init__(self, rules: Rules, trust: ssl.SSLContext, patience_s: float = _PATIENCE_S) -> None:
        self._rules, self._outside, self._patience_s = rules, Outside(rules), patience_s
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trust,
            max_connections=AT_ONCE,
            max_keepalive_connections=AT_ONCE,
            keepalive_expiry=20,
            network_backend=self._outside,
        )

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """What came of one attempt. Redirects are not followed: they would lead where nobody looked."""
        began = time.monotonic()
        try:
            target_of(url, self._rules)
            async with asyncio.timeout(self._patience_s):
                status, answer = await self._posted(url, {**_HEADERS, **headers}, body)
        except Exception as error:
            outcome = _outcome_of(error)
            if outcome is None:
                raise
            return Attempt(outcome, None, "", _since(began))
        return Attempt(outcome_of(status), status, answer, _since(began))

    async def _posted(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, str]:
        sent = [*headers.items()]
        async with self._pool.stream("POST", url, headers=sent, content=body) as response:
            read = b""
            async for piece in response.aiter_stream():
                read += piece
                if len(read) > _READ:
                    break  # whatever else they say is not listened to
        text = read[: 4 * _KEPT].decode(errors="replace")
        return response.status, text.replace("\0", "\N{REPLACEMENT CHARACTER}")[:_KEPT]

    async def demand_reachable(self, url: str) -> None:
        """Nothing, if the address leads out into the public internet.

        Raises:
            AddressIsNotTaken: if it does not, or nowhere.
        """
        target = target_of(url, self._rules)
        try:
            async with asyncio.timeout(self._patience_s):
                await self._outside.addresses_of(target)
        except (NoSuchHost, TimeoutError):
            raise AddressIsNotTaken(f"Nobody knows a host {target.host}. Look for a slip in the address.") from None

    async def aclose(self) -> None:
        """Close the connections."""
        self._outside.close()
        await self._pool.aclose()


def trusted(authority: Path | None) -> ssl.SSLContext:
    """Whom to believe: the public authorities, and the council's own if it has one."""
    trust = httpcore.default_ssl_context()
    if authority is not None:
        trust.load_verify_locations(authority)
    return trust


def _outcome_of(error: Exception) -> Outcome | None:
    """What the failure means; none if it is one of ours."""
    if isinstance(error, AddressIsNotTaken):
        return "address-not-allowed"
    if isinstance(error, NoSuchHost):
        return "no-such-host"
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return "timeout"
    if _is_of_tls(error):
        return "tls"
    is_theirs = isinstance(error, httpcore.NetworkError | httpcore.ProtocolError | httpcore.UnsupportedProtocol)
    return "no-answer" if is_theirs or isinstance(error, OSError) else None


def _is_of_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
