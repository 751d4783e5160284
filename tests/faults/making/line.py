"""A line between two parts of the platform, on which there is weather: delays, half-open ends, cuts, a trickle."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Weather:
    """How a line carries.

    Attributes:
        delay_s: how long each piece is under way, and as much again at most by chance.
        is_black_hole: nothing arrives, and nobody is told; new connections are taken and led nowhere.
        refuses: connections are reset, those there are and every new one.
        resets_answer: the next piece that comes back is cut in its middle, by a reset: was it done or not?
        piece: so many bytes at most are carried at a time.
        pause_s: between two pieces.
    """

    delay_s: float = 0.0
    is_black_hole: bool = False
    refuses: bool = False
    resets_answer: bool = False
    piece: int = _AT_ONCE
    pause_s: float = 0.0


FAIR = Weather()


class Line:
    """Carries bytes both ways to one server, under a weather that can change while connections are open."""

    def __init__(self, host: str, port: int, chance: random.Random | None = None) -> None:
        self._host, self._ports = host, [port]
        self._chance = chance or random.Random(0)  # noqa: S311 - weather
        self._weather = FAIR
        self._changed = asyncio.Event()
        self._open = set[asyncio.StreamWriter]()
        self._callers = set[asyncio.Task[None]]()

    @property
    def weather(self) -> Weather:
        return self._weather

    @weather.setter
    def weather(self, weather: Weather) -> None:
        before, self._weather = self._weather, weather
        if weather.refuses or (before.is_black_hole and not weather.is_black_hole):
            self.reset_all()  # what fell into the hole is gone: its connection cannot go on as if nothing had been
        self._changed.set()
        self._changed = asyncio.Event()

    @property
    def ports(self) -> Sequence[int]:
        return tuple(self._ports)

    def lead_to(self, *ports: int) -> None:
        """New connections lead to these by turns; those there are stay as they are."""
        self._ports = [*ports]

    def reset_all(self) -> None:
        """Cut every open connection hard, as a firewall that was restarted does."""
        for writer in [*self._open]:
            writer.transport.abort()

    async def connect(self, caller: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """Lead one new connection to the server."""
        task = asyncio.current_task()
        assert task
        self._callers.add(task)
        self._open.add(answer)
        try:
            await self._lead(caller, answer)
        except asyncio.CancelledError:
            pass  # the line has come to its end
        finally:
            answer.transport.abort() if self._weather.refuses else answer.close()
            self._open.discard(answer)
            self._callers.discard(task)

    async def aclose(self) -> None:
        """End every connection."""
        for task in [*self._callers]:
            task.cancel()
        await asyncio.gather(*self._callers, return_exceptions=True)

    async def _lead(self, caller: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        while self._weather.is_black_hole:
            await self._changed.wait()
        if self._weather.refuses:
            return
        with suppress(OSError):
            self._ports.append(port := self._ports.pop(0))
            server, ask = await asyncio.open_connection(self._host, port)
            self._open.add(ask)
            try:
                there = asyncio.create_task(self._carry(caller, ask, is_answer=False))
                back = asyncio.create_task(self._carry(server, answer, is_answer=True))
                try:
                    await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
                finally:
                    there.cancel()
                    back.cancel()
                    await asyncio.gather(there, back, return_exceptions=True)
            finally:
                self._open.discard(ask)
                ask.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_answer: bool) -> None:
        with suppress(OSError):
            while said := await source.read(_AT_ONCE):
                while self._weather.is_black_hole:
                    await self._changed.wait()
                if is_answer and self._weather.resets_answer:
                    await self._cut_within(said, target)
                    return
                await self._deliver(said, target)

    async def _cut_within(self, said: bytes, target: asyncio.StreamWriter) -> None:
        self._weather = FAIR
        target.write(said[: len(said) // 2])
        await target.drain()
        target.transport.abort()

    async def _deliver(self, said: bytes, target: asyncio.StreamWriter) -> None:
        while said:
            weather = self._weather
            if weather.delay_s:
                await asyncio.sleep(weather.delay_s * (1 + self._chance.random()))
            target.write(said[: weather.piece])
            await target.drain()
            said = said[weather.piece :]
            if weather.pause_s and said:
                await asyncio.sleep(weather.pause_s)


@asynccontextmanager
async def a_line(address: str, chance: random.Random | None = None) -> AsyncIterator[tuple[Line, str]]:
    """A line to the address, and the same address by way of the line."""
    found = urlsplit(address)
    assert found.hostname
    assert found.port
    line = Line(found.hostname, found.port, chance)
    server = await asyncio.start_server(line.connect, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    credentials = found.netloc.rpartition("@")[0]
    by_line = found._replace(netloc=f"{credentials}@127.0.0.1:{port}" if credentials else f"127.0.0.1:{port}")
    try:
        yield line, by_line.geturl()
    finally:
        server.close()
        await line.aclose()
