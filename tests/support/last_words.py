"""A line to PostgreSQL on which the server's last words arrive before the end of the connection does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

# An ErrorResponse as a server writes it that ends a session. Source: PostgreSQL, Message Formats, ErrorResponse (B).
_FIELDS = b"SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"
LAST_WORDS = b"E" + (len(_FIELDS) + 4).to_bytes(4, "big") + _FIELDS


class Line:
    """Carries bytes both ways, and knows who is connected."""

    def __init__(self, address: str) -> None:
        server = urlsplit(address)
        assert server.hostname
        self._host, self._port = server.hostname, server.port or 5432
        self._visitors = set[asyncio.StreamWriter]()

    async def speak_last_words(self) -> None:
        """Tell everyone who is connected now that their session has ended; the connections stay."""
        for visitor in self._visitors:
            visitor.write(LAST_WORDS)
            await visitor.drain()
        self._visitors.clear()
        for _ in range(3):
            await asyncio.sleep(0)  # they are in the other end's buffer: let this loop hand them over

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a new visitor through to the server."""
        from_server, to_server = await asyncio.open_connection(self._host, self._port)
        self._visitors.add(writer)
        with suppress(OSError):
            await asyncio.gather(_carry(reader, to_server), _carry(from_server, writer))


@asynccontextmanager
async def a_line(address: str) -> AsyncIterator[tuple[Line, str]]:
    """The line, and the address under which the same database is reached through it."""
    line = Line(address)
    server = await asyncio.start_server(line.connect, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    found = urlsplit(address)
    credentials = found.netloc.rpartition("@")[0]
    async with server:
        yield line, found._replace(netloc=f"{credentials}@127.0.0.1:{port}").geturl()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while said := await reader.read(65536):
            writer.write(said)
            await writer.drain()
    finally:
        writer.close()
