import asyncio
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest

from libs.shared.platform.running.runtime import Runtime
from libs.shared.platform.running.workers import run_all
from tests.support.crier import Crier


@pytest.fixture
async def client(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(crier.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town/api/voting") as client:
        yield client


class Digger:
    """A worker that digs until it finds something."""

    name = "voting.digger"

    def __init__(self, finds: BaseException | None) -> None:
        self._finds = finds

    async def run(self) -> None:
        if self._finds:
            raise self._finds


class Sleeper:
    name = "voting.sleeper"
    was_stopped = False

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.was_stopped = True


async def test_a_service_whose_database_answers_is_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health/live")).json() == {"status": "alive"}

    answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "troubles": {}})


async def test_a_service_whose_database_is_gone_is_alive_but_not_ready(
    crier: Crier, client: httpx.AsyncClient, postgres: str
) -> None:
    name = crier.database.url.rpartition("/")[2]
    server = await asyncpg.connect(postgres)
    await server.execute(f'drop database "{name}" with (force)')

    answer = await client.get("/health/ready")

    assert answer.status_code == 503
    assert list(answer.json()["troubles"]) == ["database"]
    assert (await client.get("/health/live")).status_code == 200
    assert (await client.get("/metrics")).status_code == 200
    await server.execute(f'create database "{name}"')
    await server.close()


@pytest.mark.parametrize(
    ("finds", "failure"), [(RuntimeError("bones of K7QP-2M4X-9TRC-H"), "RuntimeError"), (None, "WorkerReturned")]
)
async def test_a_worker_that_fails_ends_all_loudly_and_the_service_says_so(
    crier: Crier, client: httpx.AsyncClient, finds: Exception | None, failure: str
) -> None:
    sleeper = Sleeper()

    with pytest.raises(ExceptionGroup) as ended:
        await run_all([sleeper, Digger(finds)], crier.runtime)

    assert [type(error).__name__ for error in ended.value.exceptions] == [failure]
    assert sleeper.was_stopped
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["troubles"]) == (503, {"voting.digger": failure})
    assert 'commonpurse_worker_up{worker="voting.digger"} 0.0' in (await client.get("/metrics")).text


async def test_workers_that_are_stopped_have_not_failed(crier: Crier) -> None:
    runtime: Runtime = crier.runtime
    working = asyncio.create_task(run_all([Sleeper()], runtime))
    await asyncio.sleep(0)

    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert runtime.failures == {}


async def test_answers_are_timed_by_route_and_never_by_path(client: httpx.AsyncClient) -> None:
    await client.get("/v1/events", params={"after": 3})
    await client.post("/v1/dead-letters/4711/replay")
    await client.get("/v1/no-such-place-as-4712")
    await client.request("BREW", "/v1/events")

    told = (await client.get("/metrics")).text

    assert 'method="GET",route="/api/voting/v1/events",service="voting",status="200"' in told
    assert 'route="/api/voting/v1/dead-letters/{number}/replay",service="voting",status="401"' in told
    assert "dead-letters/4711" not in told
    assert "as-4712" not in told
    assert "BREW" not in told
