"""A PostgreSQL that is reached by TLS alone: PostgreSQL's own handshake in front, the run's server behind.

The embedded server is built without OpenSSL; a client cannot tell the difference.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from tests.support.certificates import Certificates

# Source: PostgreSQL, "Message Formats": SSLRequest, and the byte that answers it.
_SSL_REQUEST, _WILLING = b"\x00\x00\x00\x08\x04\xd2\x16\x2f", b"S"


@dataclass
class Door:
    """Where the server is reached, and how often somebody came in without TLS."""

    address: str
    turned_away: int = 0
    let_in: int = 0


@asynccontextmanager
async def postgres_by_tls(behind: str, files: Certificates) -> AsyncIterator[Door]:
    """The database at the address, behind a door that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    door = Door("")

    async def come_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.readexactly(8) != _SSL_REQUEST:
            door.turned_away += 1
            writer.close()
            return
        writer.write(_WILLING)
        await writer.drain()
        with suppress(OSError, asyncio.IncompleteReadError):
            await writer.start_tls(context)
            door.let_in += 1
            await _between(reader, writer, behind)

    server = await asyncio.start_server(come_in, "127.0.0.1", 0)
    parts = urlsplit(behind)
    place = f"{parts.netloc.rpartition('@')[0]}@127.0.0.1:{server.sockets[0].getsockname()[1]}"
    door.address = urlunsplit(parts._replace(netloc=place.removeprefix("@")))
    try:
        yield door
    finally:
        server.close()


async def _between(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, behind: str) -> None:
    parts = urlsplit(behind)
    server_reader, server_writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        await asyncio.gather(_carry(reader, server_writer), _carry(server_reader, writer))
    finally:
        server_writer.close()
        writer.close()


async def _carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(65_536):
            target.write(piece)
            await target.drain()
        target.close()
