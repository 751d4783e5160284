"""Engines for a database's address, whatever stands behind its ``?``: ``sslmode``, ``sslrootcert``, ``sslcert``.

SQLAlchemy hands what stands there to the driver as arguments that it does not know; the driver itself reads it from the
address, as libpq does.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def engine_for(url: str, connecting: Mapping[str, Any] = _NOTHING, **how: Any) -> AsyncEngine:
    """An engine whose connections the driver opens from the address, each with these arguments."""

    async def connected() -> "asyncpg.Connection[asyncpg.Record]":
        connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(url, **connecting)
        return connection

    return create_async_engine("postgresql+asyncpg://", async_creator=connected, **how)
