"""Models that a run's tests copy: each is made once, by the first who asks, whichever worker of the run that is."""

import asyncio
import fcntl
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

Model = dict[str, str]


async def made_once(folder: Path, what: str, make: Callable[[], Awaitable[Model]]) -> Model:
    """What the making said of the model, which is made now if nobody of those who share the folder has made it."""
    made = folder / f"{what}.made"
    async with _alone(folder / f"{what}.lock"):
        if not made.exists():
            told = await make()
            made.write_text(json.dumps(told))
        known: Model = json.loads(made.read_text())
        return known


@asynccontextmanager
async def _alone(lock: Path) -> AsyncIterator[None]:
    with lock.open("w") as opened:
        await asyncio.to_thread(fcntl.flock, opened, fcntl.LOCK_EX)  # meanwhile this worker's towns go on
        yield


def model_name(folder: Path, what: str) -> str:
    """What a model's databases are called, or how their names begin: no other run has such names."""
    return f"model_{folder.parent.name[-8:]}_{what}"


async def create_like(server: str, name: str, template: str) -> None:
    """Create a copy of a database that nobody is connected to, in the place of what a broken attempt may have left."""
    await drop(server, name)
    # File by file it takes a third of the time that it takes through the log; and copied through the log, a sequence
    # would go back to where it was when the server was killed.
    await tell(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')


async def drop(server: str, name: str) -> None:
    """Drop a database, whoever is connected to it."""
    await tell(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def drop_models(server: str, folder: Path) -> None:
    """Drop what the run's models left on a server that goes on without them."""
    connection = await asyncpg.connect(server)
    try:
        wanted = model_name(folder, "")
        for (name,) in await connection.fetch("select datname from pg_database where starts_with(datname, $1)", wanted):
            await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await connection.close()


async def tell(server: str, statement: str) -> None:
    """Execute one statement on a connection of its own: a test may have killed what was there before."""
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def on(server: str, database: str) -> str:
    """The address of a database on the server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))
