"""The ground that benches stand on: a PostgreSQL as durable as a council's, and a service that only announces."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.settings import Settings
from tests.support.crier import working
from tests.support.postgres_server import a_postgres


@contextmanager
def a_postgres_on_disk() -> Iterator[str]:
    """The address of a server for the length of the block: what tests keep in memory, a council keeps on a disk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's own account must get through
        with a_postgres(folder / "postgres") as server:
            yield server


@asynccontextmanager
async def announcing(address: str) -> AsyncIterator[Runtime]:
    """Voting's database with its relay at work, until the block ends."""
    runtime = assemble("voting", Settings(database_url=address))
    await runtime.doorbell.start()
    try:
        async with working(Relay("voting", runtime.database, runtime.doorbell)):
            yield runtime
    finally:
        await runtime.aclose()
