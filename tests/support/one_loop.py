"""One loop with one running service, for all runs of a Hypothesis state machine (RuleBasedStateMachine)."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import httpx

from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import Service, api, started
from libs.shared.platform.running.settings import Settings
from tests.support.databases import a_fresh_database
from tests.support.staff import beside_residents


class OneLoop:
    """A service on a database of its own, asked step by step by what knows no loop."""

    client: httpx.AsyncClient

    def __init__(self, server: str, service: Service) -> None:
        self.loop = asyncio.new_event_loop()
        self._service, self._database = service, a_fresh_database(server)
        self._started: Any = None

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What the work comes to."""
        return self.loop.run_until_complete(work)

    async def start(self) -> Runtime:
        """The service at work; ``client`` asks it."""
        address = await self._database.__aenter__()
        runtime = assemble(self._service.name, Settings(database_url=address), in_process=beside_residents())
        self._started = started(self._service, runtime)
        await self._started.__aenter__()
        transport = httpx.ASGITransport(api(self._service, runtime))
        self.client = httpx.AsyncClient(transport=transport, base_url=f"http://{self._service.name}")
        return runtime

    async def close(self) -> None:
        """The service is gone, with its database."""
        await self.client.aclose()
        await self._started.__aexit__(None, None, None)
        await self._database.__aexit__(None, None, None)
