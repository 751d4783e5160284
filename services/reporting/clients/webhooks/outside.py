"""Connections to subscribers: a name is looked up once, each address that it has is checked, and one of these is used.

Whoever looks a name up twice is told a public address first and a private one then (DNS rebinding).
"""

import asyncio
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor

from services.reporting.clients.webhooks.line import Line
from services.reporting.domain.webhooks.addresses import Rules, Target, demand_allowed


class NoSuchHost(Exception):
    """Nobody knows an address of that name."""


class Outside:
    """Connects to what the rules allow. Looking up has a thread of its own: one that hangs holds up nobody else."""

    def __init__(self, rules: Rules, trust: ssl.SSLContext) -> None:
        self._rules, self._trust = rules, trust
        self._looking_up = ThreadPoolExecutor(1, "webhook-names")

    async def connect(self, target: Target) -> Line:
        """A connection to the first address of the host that answers.

        Raises:
            NoSuchHost: if it has none.
            AddressIsNotTaken: if it has one that webhooks do not go to.
            OSError: if none answers, or is not whom its certificate names.
        """
        failure: OSError = ConnectionError()
        trust, name = (self._trust, target.host) if target.is_encrypted else (None, None)
        loop = asyncio.get_running_loop()
        for address in await self.addresses_of(target):
            try:
                _, line = await loop.create_connection(Line, address, target.port, ssl=trust, server_hostname=name)
            except ssl.SSLError:
                raise
            except OSError as error:
                failure = error
            else:
                return line
        raise failure

    async def addresses_of(self, target: Target) -> list[str]:
        """The addresses that may be asked; raises as ``connect`` does."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._looking_up, _look_up, target)
        except (OSError, UnicodeError):  # the latter where a part of the name is longer than any
            raise NoSuchHost(target.host) from None
        return demand_allowed(found, target, self._rules)

    def close(self) -> None:
        """Look up nothing more."""
        self._looking_up.shutdown(wait=False, cancel_futures=True)


def _look_up(target: Target) -> list[str]:
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    return [*dict.fromkeys(str(address[0]) for *_, address in found)]
