"""A telephone company that speaks SMPP, as real ones do: it delivers texts with their data coding, and takes replies.

Source: Short Message Peer-to-Peer Protocol Specification, version 3.4, sections 3 and 4.
"""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_HEADER = struct.Struct(">IIII")
_BIND_TRANSCEIVER, _SUBMIT, _DELIVER, _UNBIND, _ENQUIRE = 0x09, 0x04, 0x05, 0x06, 0x15
_ANSWER = 0x8000_0000
_HAS_HEADER = 0x40
SEVEN_BIT, UCS2 = 0, 8
# Where the 7-bit alphabet has German letters (3GPP TS 23.038, section 6.2.1).
_UMLAUTS = str.maketrans("{|~[\\^\x1e", "äöüÄÖÜß")


class TelephoneCompany:
    """Kannel's peer: one line, one telephone at its end."""

    def __init__(self) -> None:
        self.is_bound = asyncio.Event()
        self._replies: asyncio.Queue[tuple[str, int]] = asyncio.Queue()
        self._line: asyncio.StreamWriter | None = None
        self._sent = 0

    async def text(self, content: bytes, data_coding: int, number: str) -> str:
        """Deliver a text from the number; the reply, put together of its parts."""
        async with asyncio.timeout(30):
            await self.is_bound.wait()
            self._sent += 1
            self._send(_DELIVER, self._sent, _delivered(content, data_coding, number))
            beginning, parts = await self._replies.get()
            return beginning + "".join([(await self._replies.get())[0] for _ in range(parts - 1)])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer Kannel until it hangs up."""
        self._line = writer
        try:
            while True:
                length, command, _, number = _HEADER.unpack(await reader.readexactly(_HEADER.size))
                body = await reader.readexactly(length - _HEADER.size)
                self._hear(command, number, body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _hear(self, command: int, number: int, body: bytes) -> None:
        if command & _ANSWER:
            return
        self._send(command | _ANSWER, number, b"" if command in (_ENQUIRE, _UNBIND) else b"town\0")
        if command == _BIND_TRANSCEIVER:
            self.is_bound.set()
        elif command == _SUBMIT:
            self._replies.put_nowait(_reply_in(body))

    def _send(self, command: int, number: int, body: bytes) -> None:
        assert self._line is not None
        self._line.write(_HEADER.pack(_HEADER.size + len(body), command, 0, number) + body)


def _delivered(content: bytes, data_coding: int, number: str) -> bytes:
    addresses = b"\0" + b"\1\1" + number.encode() + b"\0" + b"\0\1" + b"12345\0"
    return addresses + b"\0\0\0" + b"\0\0" + bytes([0, 0, data_coding, 0, len(content)]) + content


def _reply_in(body: bytes) -> tuple[str, int]:
    """The text, and of how many parts it is one."""
    rest = body.split(b"\0", 1)[1][2:].split(b"\0", 1)[1][2:].split(b"\0", 1)[1]  # service, sender, receiver
    shape, rest = rest[0], rest[3:].split(b"\0", 2)[2]
    data_coding, length, content = rest[2], rest[4], rest[5:]
    content, parts = content[:length], 1
    if shape & _HAS_HEADER:
        parts, content = content[4], content[content[0] + 1 :]
    text = content.decode("utf-16-be") if data_coding == UCS2 else content.decode("latin-1").translate(_UMLAUTS)
    return text, parts


@asynccontextmanager
async def a_telephone_company() -> AsyncIterator[tuple[TelephoneCompany, int]]:
    """The company and its port, until the block ends."""
    company = TelephoneCompany()
    server = await asyncio.start_server(company.serve, "127.0.0.1", 0)
    try:
        yield company, server.sockets[0].getsockname()[1]
    finally:
        server.close()
