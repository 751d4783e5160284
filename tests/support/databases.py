"""Fresh databases on a server, empty or as a service's migrations leave them."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from commonpurse.parts import the_service
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.storage.migrating import migrate
from tests.support.models import Model, create_like, drop, made_once, model_name, on


@asynccontextmanager
async def a_fresh_database(server: str, like: str = "template1") -> AsyncIterator[str]:
    """The address of a database that is there for the length of the block: empty, or a copy of another."""
    name = f"test_{secrets.token_hex(6)}"
    await create_like(server, name, like)
    try:
        yield on(server, name)
    finally:
        await drop(server, name)


class MigratedDatabases:
    """Services' databases, each migrated once in a run, when first asked for, and copied for every test.

    Args:
        server: The address of the PostgreSQL.
        models: The folder of the run's models.
    """

    def __init__(self, server: str, models: Path) -> None:
        self._server, self._models = server, models

    @asynccontextmanager
    async def a_copy(self, service: ServiceName) -> AsyncIterator[str]:
        """The address of a fresh database of the service for the length of the block."""
        name = model_name(self._models, f"migrated_{service}")

        async def migrated() -> Model:
            await create_like(self._server, name, "template1")
            await migrate(on(self._server, name), the_service(service).migrations)
            return {"name": name}

        await made_once(self._models, f"migrated-{service}", migrated)
        async with a_fresh_database(self._server, name) as address:
            yield address
