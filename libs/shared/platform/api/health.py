"""Whether the service lives, and whether it can work."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Annotated, Any, cast

import asyncpg
from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic_core import to_json
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.access.inspectors import may_measure
from libs.shared.platform.facts import dead_letters, journal, relay
from libs.shared.platform.running import condition, last_backup, leaving, noticeboard
from libs.shared.platform.running.attendance import DATABASE
from libs.shared.platform.running.noticeboard import Standing
from libs.shared.platform.running.runtime import Runtime, runtime_of
from libs.shared.platform.running.settings import ServiceName
from libs.shared.platform.watching.metrics import (
    DEAD_LETTERS,
    JOURNAL_HEAD,
    LAST_BACKUP,
    OLDEST_WAITING,
    UNPUBLISHED,
    OwnMetrics,
)

_TO_ANSWER = 5.0
_DATABASE_IS_GONE = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


Crew = Callable[[Runtime], Sequence[str]]
"""The names of the workers that the service should have, in whichever of its processes."""


def router(service: ServiceName, crew: Crew, *, tells_of_process: bool) -> APIRouter:
    """Routes for health and metrics of the service."""
    routes = APIRouter(prefix=f"/api/{service}", tags=["health"], include_in_schema=False)
    own = cast("CollectorRegistry", OwnMetrics(service, tells_of_process=tells_of_process))  # all that is asked of one

    @routes.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "alive"}

    @routes.get("/health/ready")
    async def ready(request: Request, runtime: Annotated[Runtime, Depends(runtime_of)]) -> Response:
        if leaving.is_draining(request.scope):
            return Response(to_json({"status": "leaving"}), 503, media_type="application/json")
        standings = await _standings(crew(runtime), runtime)
        # Not ready is a process that cannot work itself. One that only answers goes on when the workers elsewhere are
        # down, and tells of it: who takes it out of service for that would stop the vote as well.
        lines = runtime.attendance.lines
        troubles = {name: line.failure for name, line in lines.items() if not line.is_at_work}
        body = {
            "status": "not ready" if troubles else "ready",
            "troubles": troubles,
            "carrier": runtime.settings.carrier,
            "standings": [asdict(one) for one in standings],
            **await _condition(runtime),
            "room": await condition.room_of(runtime) if tells_of_process else [],
        }
        return Response(to_json(body), 503 if troubles else 200, media_type="application/json")

    @routes.get("/metrics", dependencies=[Depends(may_measure)])
    async def metrics(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Response:
        with suppress(*_DATABASE_IS_GONE):
            async with asyncio.timeout(_TO_ANSWER), runtime.database.reading() as session:
                await _count(session, runtime)
        return Response(generate_latest(own), media_type=CONTENT_TYPE_LATEST)

    return routes


async def _standings(names: Sequence[str], runtime: Runtime) -> list[Standing]:
    database = runtime.attendance.line_of(DATABASE)
    try:
        async with asyncio.timeout(_TO_ANSWER), runtime.database.reading() as session:
            told = await noticeboard.standings([DATABASE, *names], runtime, session)
    except _DATABASE_IS_GONE as error:
        database.absent(error)
    else:
        if database.is_at_work:
            return told
        database.present()
    return await noticeboard.standings([DATABASE, *names], runtime, None)


async def _condition(runtime: Runtime) -> dict[str, Any]:
    if runtime.attendance.line_of(DATABASE).is_at_work:
        with suppress(*_DATABASE_IS_GONE):
            async with asyncio.timeout(_TO_ANSWER):
                return asdict(await condition.read(runtime))
    return {"last_backup": None, "dead_letters": None, "clock_is_off_s": None}


async def _count(session: AsyncSession, runtime: Runtime) -> None:
    service = runtime.service
    # Counted where it is asked, because the worker that knows may be another process.
    JOURNAL_HEAD.labels(service).set(await journal.head(session))
    OLDEST_WAITING.labels(service).set(await journal.oldest_waiting_s(session))
    made_at = await last_backup.made_at(session)
    LAST_BACKUP.labels(service).set(made_at.timestamp() if made_at else 0)
    if runtime.settings.kafka:
        UNPUBLISHED.labels(service).set(await relay.unpublished(session))
    for listener, waiting in (await dead_letters.count_by_listener(session)).items():
        DEAD_LETTERS.labels(listener).set(waiting)
