"""A server that goes says so before it takes nobody any more."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx
import uvicorn
from fastapi import FastAPI, Request

from commonpurse.draining import DrainingServer, LastAnswers
from commonpurse.serving import claim_port
from libs.shared.platform.running import leaving
from tests.support.crier import Crier
from tests.support.eventually import eventually

_READY = "/api/voting/health/ready"


@contextlib.asynccontextmanager
async def draining(
    app: FastAPI,
) -> AsyncIterator[tuple[DrainingServer, httpx.AsyncClient, asyncio.Task[None]]]:
    claimed = claim_port("127.0.0.1", 0)
    server = DrainingServer(uvicorn.Config(LastAnswers(app), lifespan="off", log_level="warning"), drain_s=1.0)
    task = asyncio.create_task(server.serve(sockets=[claimed]))
    await eventually(lambda: server.started)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{claimed.getsockname()[1]}") as client:
        yield server, client, task
    server.stop()
    await task


async def test_who_goes_is_unready_first_and_still_answers_those_who_come(crier: Crier) -> None:
    async with draining(crier.app) as (server, client, task):
        before = await client.get(_READY)
        server.stop()
        ready = await eventually(lambda: unready(client))
        async with httpx.AsyncClient(base_url=client.base_url) as newcomer:
            alive = await newcomer.get("/api/voting/health/live")
        await task

    assert (before.status_code, before.headers.get("connection")) == (200, None)
    assert (ready.json(), ready.headers["connection"]) == ({"status": "leaving"}, "close")
    assert (alive.status_code, alive.headers["connection"]) == (200, "close")


async def unready(client: httpx.AsyncClient) -> httpx.Response:
    answer = await client.get(_READY)
    assert answer.status_code == 503
    return answer


async def test_who_waits_for_news_is_not_sent_away_before_the_listener_is_closed() -> None:
    app, came = FastAPI(), asyncio.Event()

    @app.get("/news")
    async def news(request: Request) -> dict[str, bool]:
        came.set()
        await leaving.or_sooner(request.scope, asyncio.sleep(60))
        return {"was_draining": leaving.is_draining(request.scope), "was_leaving": leaving.has_begun(request.scope)}

    async with draining(app) as (server, client, _):
        waiting = asyncio.create_task(client.get("/news"))
        await came.wait()
        server.stop()
        told = (await waiting).json()

    # Told to come again sooner, it would come again at once, and again, until the listener is closed.
    assert told == {"was_draining": True, "was_leaving": True}
