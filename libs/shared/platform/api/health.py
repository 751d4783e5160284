"""Whether the service lives, and whether it can work."""

import asyncio
from contextlib import suppress
from typing import Annotated

import asyncpg
from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic_core import to_json
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.platform.facts import dead_letters, journal
from libs.shared.platform.running.metrics import DEAD_LETTERS, JOURNAL_HEAD
from libs.shared.platform.running.runtime import Runtime, runtime_of

_TO_ANSWER = 5.0
_DATABASE_IS_GONE = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def router(service: str) -> APIRouter:
    """Routes for health and metrics of the service."""
    routes = APIRouter(prefix=f"/api/{service}", tags=["health"], include_in_schema=False)

    @routes.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "alive"}

    @routes.get("/health/ready")
    async def ready(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Response:
        troubles = dict(runtime.failures)
        try:
            async with asyncio.timeout(_TO_ANSWER), runtime.database.reading() as session:
                await session.execute(text("select 1"))
        except _DATABASE_IS_GONE as error:
            troubles["database"] = type(error).__name__
        body = {"status": "not ready" if troubles else "ready", "troubles": troubles}
        return Response(to_json(body), 503 if troubles else 200, media_type="application/json")

    @routes.get("/metrics")
    async def metrics(runtime: Annotated[Runtime, Depends(runtime_of)]) -> Response:
        with suppress(*_DATABASE_IS_GONE):
            async with asyncio.timeout(_TO_ANSWER), runtime.database.reading() as session:
                await _count(session, service)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return routes


async def _count(session: AsyncSession, service: str) -> None:
    # Counted where it is asked, because the worker that knows may be another process.
    JOURNAL_HEAD.labels(service).set(await journal.head(session))
    for listener, waiting in (await dead_letters.count_by_listener(session)).items():
        DEAD_LETTERS.labels(listener).set(waiting)
