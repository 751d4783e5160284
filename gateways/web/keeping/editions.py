"""The editions of the services: whether what they answered a while ago is what they would answer now.

Each look is shared by all who came before it began. So an answer rests on a look that began after it was asked for, and
a busy gateway asks a service no more often than one asks after another.
"""

import asyncio
from collections.abc import Iterable, Mapping

from gateways.web.clients.asking import ServiceRefused, send
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import ServiceName

WHOLE = "whole"
"""All that a service tells. Reporting's views are asked for by name."""

Source = tuple[ServiceName, str]
"""A service, and which part of what it tells."""

Told = Mapping[str, str]


class Editions:
    """What the services' editions are now."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._looks: dict[ServiceName, _Looks] = {}

    async def of(self, sources: Iterable[Source]) -> dict[Source, str | None]:
        """The sources' editions, by a look at their services that begins now or later; none where none are told.

        Raises:
            ServiceIsUnreachable: if one of the services does not answer.
        """
        sources = list(sources)
        looks = {service: self._of_service(service).join() for service, _ in sources}
        told = {service: await asyncio.shield(look) for service, look in looks.items()}
        return {(service, name): _in(told[service], name) for service, name in sources}

    def _of_service(self, service: ServiceName) -> "_Looks":
        if service not in self._looks:
            self._looks[service] = _Looks(self._neighbours, service)
        return self._looks[service]


class _Looks:
    """One look at a service after the other."""

    def __init__(self, neighbours: Neighbours, service: ServiceName) -> None:
        self._client = neighbours.client(service)
        self._request = self._client.build_request("GET", f"/api/{service}/v1/editions")  # made once, sent often
        self._under_way: asyncio.Task[Told | None] | None = None
        self._next: asyncio.Task[Told | None] | None = None

    def join(self) -> "asyncio.Task[Told | None]":
        """The look that has not begun yet; it begins when the one under way is over."""
        if self._next is None:
            self._next = asyncio.create_task(self._look_after(self._under_way))
            self._next.add_done_callback(_heard)
        return self._next

    async def _look_after(self, earlier: "asyncio.Task[Told | None] | None") -> Told | None:
        if earlier is not None and not earlier.done():
            await asyncio.wait([earlier])
        self._under_way, self._next = self._next, None  # it begins: who comes from here on waits for another
        try:
            answer = await send(self._client, self._request)
        except ServiceRefused:
            return None  # a service of a version that tells none
        told: Told = answer.json()
        return told


def _in(told: Told | None, name: str) -> str | None:
    # A part that has never changed has no mark yet.
    return None if told is None else told.get(name, "")


def _heard(look: "asyncio.Task[Told | None]") -> None:
    """Whoever waited may have gone; a failure is theirs to hear, and nobody else's."""
    if not look.cancelled():
        look.exception()
