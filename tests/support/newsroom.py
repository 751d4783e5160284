"""Reporting with the four services that it listens to, each of which does nothing but announce."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from libs.shared.events.envelope import Event
from libs.shared.platform.facts.subscriptions import source_of
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import workers
from libs.shared.platform.running.settings import ServiceName, Settings
from services.reporting.main import SERVICE
from tests.support.crier import Crier, a_service, crying, working
from tests.support.staff import residents_stand_in

NewDatabase = Callable[[], Awaitable[str]]

ANNOUNCERS: tuple[ServiceName, ...] = ("ideas", "proposals", "deliberation", "residents", "voting")


@dataclass(frozen=True)
class Newsroom:
    """Reporting at work; ``client`` asks it as anyone would."""

    announcers: dict[ServiceName, Crier]
    reporting: Crier
    client: httpx.AsyncClient

    async def announce(self, *events: Event) -> None:
        """Announce the events, each by its service, those of one service in one transaction."""
        for source, crier in self.announcers.items():
            await crier.announce(*[event for event in events if source_of(type(event)) == source])

    async def ask(self, path: str, **params: Any) -> Any:
        """The body of reporting's answer.

        Raises:
            AssertionError: if it refuses.
        """
        answer = await self.client.get(f"/api/reporting/v1{path}", params=params)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.json()

    def another_process(self) -> Runtime:
        """A runtime like the one that another process of reporting would have, to be started and closed."""
        return assemble("reporting", self.reporting.runtime.settings, in_process=self.beside())

    def beside(self) -> dict[ServiceName, FastAPI]:
        """The apps of the services that it listens to."""
        return {name: crier.app for name, crier in self.announcers.items()}


@asynccontextmanager
async def a_newsroom(
    new_database: NewDatabase,
    kafka: str | None = None,
    prefix: str = "commonpurse",
    announcers: Sequence[ServiceName] = ANNOUNCERS,
) -> AsyncIterator[Newsroom]:
    """The newsroom with every relay and follower at work, until the block ends."""
    settings = Settings(kafka=kafka, topic_prefix=prefix, topic_partitions=2)
    criers: dict[ServiceName, Crier] = {}
    async with AsyncExitStack() as stack:
        for name in announcers:
            own = settings.model_copy(update={"database_url": await new_database()})
            routers = [residents_stand_in().router] if name == "residents" else []
            crier = criers[name] = await stack.enter_async_context(crying(a_service(name, routers=routers), own))
            await stack.enter_async_context(working(*workers(crier.service, crier.runtime)))
        own = settings.model_copy(update={"database_url": await new_database()})
        apps = {name: crier.app for name, crier in criers.items()}
        reporting = await stack.enter_async_context(crying(SERVICE, own, apps))
        await stack.enter_async_context(working(*workers(SERVICE, reporting.runtime)))
        transport = httpx.ASGITransport(reporting.app)
        client = await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://reporting"))
        yield Newsroom(criers, reporting, client)
