import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg
import httpx
import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from commonpurse.parts import SERVICE_NAMES
from libs.shared.platform.running import retrying
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.workers import Worker, keep_at_work
from libs.shared.platform.watching import metrics
from tests.support.crier import Crier
from tests.support.eventually import eventually
from tests.support.inspecting import AS_INSPECTOR


@pytest.fixture
async def client(crier: Crier) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(crier.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://town/api/voting") as client:
        yield client


class Digger:
    """A worker that ends by what it finds, so often; then it digs on in peace."""

    def __init__(self, finds: BaseException | None, *, at_most: int = 1000, name: str = "voting.digger") -> None:
        self.name, self.digs = name, 0
        self._finds, self._at_most = finds, at_most

    async def run(self) -> None:
        self.digs += 1
        if self.digs <= self._at_most:
            if self._finds:
                raise self._finds
            return
        await retrying.forever(self._dig, what=self.name)

    async def _dig(self) -> None:
        self.digs += 1
        await asyncio.sleep(0.01)


class Sleeper:
    was_stopped = False

    def __init__(self, name: str = "voting.sleeper") -> None:
        self.name = name

    async def run(self) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.was_stopped = True


async def test_a_service_whose_database_answers_is_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health/live")).json() == {"status": "alive"}

    answer = await client.get("/health/ready")

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["troubles"]) == ("ready", {})
    assert [one["worker"] for one in answer.json()["standings"]] == ["database"]


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
    assert (await client.get("/metrics", headers=AS_INSPECTOR)).status_code == 200
    await server.execute(f'create database "{name}"')
    await server.close()


@pytest.mark.parametrize(
    ("finds", "failure"),
    [
        (RuntimeError("bones of K7QP-2M4X-9TRC-H"), "RuntimeError"),
        (None, "WorkerReturned"),
        (asyncio.CancelledError(), "CancelledError"),
    ],
)
async def test_a_worker_that_ends_is_started_again_alone_and_readiness_says_since_when(
    crier: Crier, client: httpx.AsyncClient, finds: BaseException | None, failure: str
) -> None:
    digger, sleeper = Digger(finds), Sleeper()

    async with at_work(crier.runtime, sleeper, digger):
        await eventually(lambda: digger.digs > 1)
        answer = await client.get("/health/ready")
        told = (await client.get("/metrics", headers=AS_INSPECTOR)).text
        assert not sleeper.was_stopped

    assert (answer.status_code, answer.json()["troubles"]) == (503, {"voting.digger": failure})
    line = crier.runtime.attendance.line_of("voting.digger")
    assert (line.failure, line.since < datetime.now(UTC)) == (failure, True)
    assert 'commonpurse_worker_up{worker="voting.digger"} 0.0' in told


async def test_a_worker_whose_work_goes_well_again_is_at_work(crier: Crier, client: httpx.AsyncClient) -> None:
    digger = Digger(RuntimeError("stone"), at_most=2)

    async with at_work(crier.runtime, digger):
        await eventually(lambda: digger.digs == 2 and not crier.runtime.attendance.line_of(digger.name).is_at_work)
        failed_since = crier.runtime.attendance.line_of(digger.name).since
        await eventually(lambda: digger.digs > 3)
        answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()["troubles"]) == (200, {})
    assert crier.runtime.attendance.line_of(digger.name).since > failed_since


async def test_a_process_that_only_answers_tells_how_the_workers_elsewhere_stand_and_goes_on(
    crier: Crier, client: httpx.AsyncClient
) -> None:
    elsewhere = assemble("voting", crier.runtime.settings)
    relay = Digger(RuntimeError("stone"), name="voting.relay")

    async with at_work(elsewhere, relay):
        await eventually(lambda: standing_of(client, "voting.relay", "RuntimeError"))
        answer = await client.get("/health/ready")
    await eventually(lambda: is_unknown(client, "voting.relay"))
    await elsewhere.aclose()

    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


async def test_a_process_that_ended_without_a_word_is_missed(crier: Crier, client: httpx.AsyncClient) -> None:
    async with crier.database.transaction() as tx:
        await tx.session.execute(
            text("""
                insert into worker_notices (worker, process, since, seen_at)
                values ('voting.relay', 'lost:1', now() - interval '1 hour', now() - interval '31 seconds')
            """)
        )

    assert await standing_of(client, "voting.relay", "no sign of life")

    elsewhere = assemble("voting", crier.runtime.settings)
    async with at_work(elsewhere, Sleeper("voting.relay")):
        await eventually(lambda: standing_of(client, "voting.relay", None))
    await elsewhere.aclose()


async def test_workers_that_are_stopped_have_not_failed(crier: Crier) -> None:
    async with at_work(crier.runtime, Sleeper()):
        await asyncio.sleep(0)

    assert [line.failure for line in crier.runtime.attendance.lines.values()] == [None, None]


@asynccontextmanager
async def at_work(runtime: Runtime, *workers: Worker) -> AsyncIterator[None]:
    working = asyncio.create_task(keep_at_work(workers, runtime))
    try:
        yield
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def standing_of(client: httpx.AsyncClient, worker: str, failure: str | None) -> bool:
    found = [one for one in (await client.get("/health/ready")).json()["standings"] if one["worker"] == worker]
    return [one["failure"] for one in found] == [failure] and found[0]["is_at_work"] is (failure is None)


async def is_unknown(client: httpx.AsyncClient, worker: str) -> bool:
    return worker not in {one["worker"] for one in (await client.get("/health/ready")).json()["standings"]}


def test_services_that_share_a_process_tell_each_metric_once() -> None:
    metrics.REQUESTS.labels("voting", "GET", "/x", "200").observe(1)
    metrics.WORKER_UP.labels("ideas.relay").set(1)
    metrics.EVENTS_APPLIED.labels("turnout.3", "voting").inc()
    services = SERVICE_NAMES

    told = {
        name: [
            (sample.name, tuple(sample.labels.items()))
            for family in metrics.OwnMetrics(name, tells_of_process=name == "reporting").collect()
            for sample in family.samples
        ]
        for name in services
    }

    everything = [sample for samples in told.values() for sample in samples]
    assert len(everything) == len({*everything})
    everywhere = {
        (sample.name, tuple(sample.labels.items())) for family in REGISTRY.collect() for sample in family.samples
    }
    of_gateways = {
        each
        for each in everywhere
        if {("service", "web"), ("service", "sms"), ("service", "mail"), ("worker", "mail.collector")} & {*each[1]}
    }
    ours = {each for each in everywhere if each[0].startswith(("commonpurse_", "process_", "python_"))}
    assert {*everything} >= ours - of_gateways
    assert ("commonpurse_worker_up", (("worker", "ideas.relay"),)) in told["ideas"]


async def test_answers_are_timed_by_route_and_never_by_path(client: httpx.AsyncClient) -> None:
    await client.get("/v1/events", params={"limit": 3})
    await client.post("/v1/dead-letters/4711/replay")
    await client.get("/v1/no-such-place-as-4712")
    await client.request("BREW", "/v1/events")

    told = (await client.get("/metrics", headers=AS_INSPECTOR)).text

    assert 'method="GET",route="/api/voting/v1/events",service="voting",status="200"' in told
    assert 'route="/api/voting/v1/dead-letters/{number}/replay",service="voting",status="401"' in told
    assert "dead-letters/4711" not in told
    assert "as-4712" not in told
    assert "BREW" not in told
