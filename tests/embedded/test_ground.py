"""The ground that the other tests stand on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from playwright.async_api import Browser, Page

from tests.support.browser import PageReachedOut, Watch
from tests.support.eventually import eventually


async def test_a_fresh_database_is_empty(a_database: str) -> None:
    connection = await asyncpg.connect(a_database)

    tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()

    assert tables == 0


async def test_every_fresh_database_is_another(a_database: str, another_database: Callable[[], Awaitable[str]]) -> None:
    assert len({a_database, await another_database(), await another_database()}) == 3


async def test_the_broker_keeps_a_topic(kafka: str, topic_prefix: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()

    await admin.create_topics([NewTopic(f"{topic_prefix}.voting", 2, 1)])
    topics = await admin.list_topics()
    await admin.close()

    assert f"{topic_prefix}.voting" in topics


async def test_a_page_of_this_machine_is_shown(page: Page) -> None:
    async with a_page_saying("<h1>Willkommen</h1>") as address:
        await page.goto(address)

        assert await page.inner_text("h1") == "Willkommen"


async def test_a_page_that_asks_another_machine_is_told_of(browser: Browser) -> None:
    watch = Watch()
    async with a_page_saying("<img src='https://tracker.example/pixel.png'>") as address:
        page = await browser.new_page()
        page.on("request", watch.see)
        await page.goto(address)
        await page.close()

    with pytest.raises(PageReachedOut, match=r"tracker\.example"):
        watch.demand_silence()


async def test_waiting_ends_when_the_check_comes_true() -> None:
    answers = iter([False, False, "done"])

    assert await eventually(lambda: next(answers)) == "done"


async def test_waiting_in_vain_tells_what_did_not_come_true() -> None:
    done: list[str] = []

    def check() -> None:
        assert done, "nothing is done"

    with pytest.raises(AssertionError, match="nothing is done"):
        await eventually(check, within=0.1)


@asynccontextmanager
async def a_page_saying(html: str) -> AsyncIterator[str]:
    """The address of a page with that body."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = html.encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
