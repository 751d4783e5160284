"""The line does to bytes what its weather says."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from tests.faults.making.line import FAIR, Line, Weather, a_line


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while said := await reader.read(65_536):
        writer.write(said)
        await writer.drain()
    writer.close()


@asynccontextmanager
async def to_an_echo() -> AsyncIterator[tuple[Line, str, int]]:
    """A line to a server that says everything again; where the line begins."""
    server = await asyncio.start_server(echo, "127.0.0.1")
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, a_line(address) as (line, by_line):
        found = urlsplit(by_line)
        assert found.hostname
        assert found.port
        yield line, found.hostname, found.port


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, words: bytes = b"heard?") -> bytes:
    writer.write(words)
    await writer.drain()
    return await asyncio.wait_for(reader.readexactly(len(words)), 5)


async def test_in_fair_weather_everything_arrives() -> None:
    async with to_an_echo() as (_, host, port):
        reader, writer = await asyncio.open_connection(host, port)

        assert await ask(reader, writer, b"x" * 200_000) == b"x" * 200_000
        writer.close()


async def test_a_delay_is_there_each_way() -> None:
    async with to_an_echo() as (line, host, port):
        reader, writer = await asyncio.open_connection(host, port)
        line.weather = Weather(delay_s=0.1)
        begun = time.monotonic()

        await ask(reader, writer)

        assert time.monotonic() - begun >= 0.2
        writer.close()


async def test_in_a_black_hole_nothing_arrives_and_nobody_is_told_until_it_is_over() -> None:
    async with to_an_echo() as (line, host, port):
        reader, writer = await asyncio.open_connection(host, port)
        await ask(reader, writer)
        line.weather = Weather(is_black_hole=True)
        writer.write(b"anybody?")

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.3)
        line.weather = FAIR
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(reader.readexactly(1), 5)
        again = await asyncio.open_connection(host, port)
        assert await ask(*again) == b"heard?"
        again[1].close()


async def test_an_answer_can_be_cut_in_its_middle() -> None:
    async with to_an_echo() as (line, host, port):
        reader, writer = await asyncio.open_connection(host, port)
        line.weather = Weather(resets_answer=True)
        writer.write(b"done or not?")

        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(reader.readexactly(len(b"done or not?")), 5)


async def test_a_line_leads_to_several_by_turns_and_what_is_open_stays() -> None:
    async with to_an_echo() as (line, host, port):
        first = await asyncio.open_connection(host, port)
        await ask(*first)
        shouting = await asyncio.start_server(shout, "127.0.0.1")
        line.lead_to(line.ports[0], shouting.sockets[0].getsockname()[1])

        async with shouting:
            later = [await ask(*await asyncio.open_connection(host, port)) for _ in range(4)]
            assert await ask(*first) == b"heard?"

        assert later == [b"heard?", b"HEARD?"] * 2


async def shout(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while said := await reader.read(65_536):
        writer.write(said.upper())
        await writer.drain()
    writer.close()


async def test_a_refusing_line_takes_no_connection_and_a_fair_one_does_again() -> None:
    async with to_an_echo() as (line, host, port):
        line.weather = Weather(refuses=True)
        reader, writer = await asyncio.open_connection(host, port)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await ask(reader, writer)

        line.weather = FAIR
        again = await asyncio.open_connection(host, port)

        assert await ask(*again) == b"heard?"
        again[1].close()


async def test_a_trickle_arrives_byte_by_byte_and_whole() -> None:
    async with to_an_echo() as (line, host, port):
        reader, writer = await asyncio.open_connection(host, port)
        line.weather = Weather(piece=1, pause_s=0.001)

        assert await ask(reader, writer, b"slowly") == b"slowly"
        writer.close()
