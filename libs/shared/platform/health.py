"""Whether the service lives, and whether it can work."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic_core import to_json
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from libs.shared.platform.runtime import Runtime, runtime_of


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
            async with runtime.database.reading() as session:
                await session.execute(text("select 1"))
        except (SQLAlchemyError, OSError) as error:
            troubles["database"] = type(error).__name__
        body = {"status": "not ready" if troubles else "ready", "troubles": troubles}
        return Response(to_json(body), 503 if troubles else 200, media_type="application/json")

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return routes
