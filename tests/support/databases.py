"""Fresh databases on a server."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

import asyncpg


@asynccontextmanager
async def a_fresh_database(server: str) -> AsyncIterator[str]:
    """The address of an empty database that is there for the length of the block."""
    name = f"test_{secrets.token_hex(6)}"
    await _tell(server, f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        await _tell(server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _tell(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
