"""Connections to subscribers: a name is looked up once, each address that it has is checked, and one of these is used.

Whoever looks a name up twice is told a public address first and a private one then (DNS rebinding).
"""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore

from services.reporting.domain.webhooks.addresses import Rules, Target, demand_allowed


class NoSuchHost(Exception):
    """Nobody knows an address of that name."""


class Outside(httpcore.AsyncNetworkBackend):
    """Connects to what the rules allow. Looking up has a thread of its own: one that hangs holds up nobody else."""

    def __init__(self, rules: Rules) -> None:
        self._rules, self._sockets = rules, httpcore.AnyIOBackend()
        self._looking_up = ThreadPoolExecutor(1, "webhook-names")

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's own
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address of the host that answers.

        Raises:
            NoSuchHost: if it has none.
            AddressIsNotTaken: if it has one that webhooks do not go to.
        """
        failure: Exception = httpcore.ConnectError()
        for address in await self.addresses_of(Target(host, port)):
            try:
                return await self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def addresses_of(self, target: Target) -> list[str]:
        """The addresses that may be asked; raises as ``connect_tcp`` does."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._looking_up, _look_up, target)
        except (OSError, UnicodeError):  # the latter where a part of the name is longer than any
            raise NoSuchHost(target.host) from None
        return demand_allowed(found, target, self._rules)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def close(self) -> None:
        """Look up nothing more."""
        self._looking_up.shutdown(wait=False, cancel_futures=True)


def _look_up(target: Target) -> list[str]:
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    return [*dict.fromkeys(str(address[0]) for *_, address in found)]
