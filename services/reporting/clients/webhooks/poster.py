"""Posts to one subscriber, within bounds of time and of bytes, whatever the subscriber does."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from services.reporting.clients.webhooks.line import Answer, AnswerIsNotHttp, Line, LineIsDead, head_of
from services.reporting.clients.webhooks.outside import NoSuchHost, Outside
from services.reporting.domain.webhooks.addresses import Rules, Target, target_of
from services.reporting.domain.webhooks.attempts import Attempt, Outcome, outcome_of, pause_in
from services.reporting.domain.webhooks.errors import AddressIsNotTaken

AT_ONCE = 16
"""Connections to one subscriber."""
_PATIENCE_S = 10.0
_KEPT = 2_000
"""Signs of an answer."""
_KEPT_S = 20.0
"""So long a connection is kept that nothing goes over."""
_HEADERS = {"Content-Type": "application/cloudevents+json", "User-Agent": "Commonpurse", "Accept": "*/*"}


class Poster:
    """The way to one subscriber. Its connections are its own: another one's do not wait for them."""

    def __init__(self, rules: Rules, trust: ssl.SSLContext, patience_s: float = _PATIENCE_S) -> None:
        self._rules, self._outside, self._patience_s = rules, Outside(rules, trust), patience_s
        self._kept: dict[Target, list[Line]] = {}

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        """What came of one attempt. Redirects are not followed: they would lead where nobody looked."""
        began = time.monotonic()
        try:
            target = target_of(url, self._rules)
            head = _head(url, {**_HEADERS, **headers}, len(body))
            async with asyncio.timeout(self._patience_s):
                answer = await self._asked(target, head, body)
        except Exception as error:
            outcome = _outcome_of(error)
            if outcome is None:
                raise
            return Attempt(outcome, None, "", _since(began))
        wait = pause_in(answer.headers.get("retry-after"), datetime.now(UTC))
        return Attempt(outcome_of(answer.status), answer.status, _words(answer.body), _since(began), wait)

    async def _asked(self, target: Target, head: bytes, body: bytes) -> Answer:
        line = self._take(target) or await self._outside.connect(target)
        try:
            answer = await line.ask(head, body)
        except LineIsDead:
            line = await self._outside.connect(target)
            answer = await line.ask(head, body)
        if line.is_open:
            self._kept.setdefault(target, []).append(line)
        return answer

    def _take(self, target: Target) -> Line | None:
        self._close_what_is_idle()
        lines = self._kept.get(target, [])
        while lines:
            line = lines.pop()
            if line.is_open:
                return line
        return None

    def _close_what_is_idle(self) -> None:
        since = asyncio.get_running_loop().time() - _KEPT_S
        for lines in self._kept.values():
            while lines and lines[0].free_since < since:  # the first is free for the longest time
                lines.pop(0).close()

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
            raise AddressIsNotTaken("unknown-host", target.host) from None

    async def aclose(self) -> None:
        """Close the connections."""
        self._outside.close()
        for lines in self._kept.values():
            for line in lines:
                line.close()


def trusted(authority: Path | None) -> ssl.SSLContext:
    """Whom to believe: the public authorities, and the council's own if it has one."""
    trust = httpx.create_ssl_context(trust_env=False)
    trust.load_default_certs()  # of this machine, too
    trust.set_alpn_protocols(["http/1.1"])
    if authority is not None:
        trust.load_verify_locations(authority)
    return trust


def _outcome_of(error: Exception) -> Outcome | None:
    """What the failure means; none if it is one of ours."""
    if isinstance(error, AddressIsNotTaken):
        return "address-not-allowed"
    if isinstance(error, NoSuchHost):
        return "no-such-host"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return "tls"
    return "no-answer" if isinstance(error, AnswerIsNotHttp | OSError) else None


def _head(url: str, headers: Mapping[str, str], length: int) -> bytes:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return head_of(target, parts.netloc, headers, length)


def _words(body: bytes) -> str:
    return body[: 4 * _KEPT].decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")[:_KEPT]


def _since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
