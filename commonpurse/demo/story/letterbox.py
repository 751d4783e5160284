"""A mail server (SMTP) that takes all mail and sends none on: what the town hall told its residents is counted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_LONGEST_LINE = 1 << 20


class Letterbox:
    """How many mails have come, and where they are taken: smtp://…"""

    def __init__(self) -> None:
        self.mails = 0
        self.address = ""

    async def take(self, lines: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        """One conversation, of as many mails as its sender likes (RFC 5321)."""
        try:
            answers.write(b"220 letterbox\r\n")
            while line := await lines.readline():
                answers.write(await self._answer(line[:4].strip().upper(), lines, answers))
                await answers.drain()
                if line[:4].upper() == b"QUIT":
                    return
        except ConnectionError:
            return
        finally:
            answers.close()

    async def _answer(self, verb: bytes, lines: asyncio.StreamReader, answers: asyncio.StreamWriter) -> bytes:
        if verb == b"QUIT":
            return b"221 Bye\r\n"
        if verb != b"DATA":
            return b"250 OK\r\n"
        answers.write(b"354 Go on\r\n")
        await answers.drain()
        await lines.readuntil(b"\r\n.\r\n")
        self.mails += 1
        return b"250 OK\r\n"


@asynccontextmanager
async def a_letterbox() -> AsyncIterator[Letterbox]:
    """A letterbox on this machine, until the block ends."""
    letterbox = Letterbox()
    server = await asyncio.start_server(letterbox.take, "127.0.0.1", 0, limit=_LONGEST_LINE)
    async with server:
        letterbox.address = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield letterbox
