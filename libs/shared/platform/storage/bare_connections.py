"""Connections of the bare driver, for statements that are a transaction of their own.

What SQLAlchemy does to lend one of its own, and to take it back, takes longer than such a statement.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import asyncpg

AT_MOST = 5
"""Of one service in one process. What waits for one waits for a statement or two."""

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]


class SessionHasEnded(OSError):
    """The server said so while the connection lay idle, and the connection itself has not ended yet."""


class BareConnections:
    """A few connections, made when they are needed. The one that was used last is used first."""

    def __init__(self, connect: Callable[[], Awaitable["Connection"]], at_most: int = AT_MOST) -> None:
        self._connect, self._free = connect, asyncio.Semaphore(at_most)
        self._idle = list["Connection"]()

    async def fetch(self, statement: str, arguments: tuple[object, ...]) -> list[asyncpg.Record]:
        """The rows of the statement, committed when this returns.

        Raises:
            SessionHasEnded: if the server ended the connection while it lay idle; another is taken next time.
        """
        async with self._free:
            connection = self._still_open() or await self._connect()
            try:
                return await connection.fetch(statement, *arguments)
            except asyncpg.InternalClientError as error:
                # The server's last words have come, the connection's end has not: the driver takes no question any
                # more and does not call itself closed.
                connection.terminate()
                raise SessionHasEnded from error
            finally:
                if not connection.is_closed():
                    self._idle.append(connection)

    async def aclose(self) -> None:
        idle, self._idle = self._idle, []
        for connection in idle:
            await connection.close()

    def _still_open(self) -> "Connection | None":
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():  # closed while it lay here: nothing was sent yet, so another may be taken
                return connection
        return None
