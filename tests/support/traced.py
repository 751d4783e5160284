"""Parts that are traced, and what was told of them."""

from contextvars import ContextVar
from typing import Any
from uuid import uuid4

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.watching import tracing
from libs.shared.platform.watching.tracing import Traced
from tests.support.crier import Crier, closings

CODE = "AB3D-5F7H-K9MN-P"


_ASKING: ContextVar[object] = ContextVar("asking", default=None)


class OfOneTest(SimpleSpanProcessor):
    """Takes the spans of what a test does itself, not of workers that tests share and that are at work meanwhile."""

    def on_end(self, span: ReadableSpan) -> None:
        if _ASKING.get() is self:
            super().on_end(span)


def traced_here(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """What is traced in this context, from now on: by an async fixture called, of its test."""
    exporter = InMemorySpanExporter()
    ours = OfOneTest(exporter)
    _ASKING.set(ours)
    provider = TracerProvider()
    provider.add_span_processor(ours)
    monkeypatch.setattr(tracing, "_TRACER", provider.get_tracer("test"))
    return exporter


def a_part(crier: Crier, *, goes_on: bool = True, fails: bool = False) -> Starlette:
    """A part that announces a fact when it is asked to, on whatever path."""

    async def announce(request: Request) -> Response:
        await request.body()
        await crier.announce(*closings(uuid4(), 1))
        if fails:
            raise ValueError(CODE)
        return JSONResponse({"asked_with": request.headers.get("traceparent")})

    routes = [Route("/{path:path}", announce, methods=["POST"])]
    return Starlette(routes=routes, middleware=[Middleware(Traced, part="voting", goes_on=goes_on)])


def a_gateway(crier: Crier) -> Starlette:
    """Pages that hand on what they are asked to the part behind them."""
    neighbours = Neighbours(Settings(), {"voting": a_part(crier)})

    async def hand_on(request: Request) -> Response:
        return JSONResponse((await neighbours.client("voting").post(request.url.path)).json())

    routes = [Route("/{path:path}", hand_on, methods=["POST"])]
    return Starlette(routes=routes, middleware=[Middleware(Traced, part="web", goes_on=False)])


async def ask(app: Starlette, path: str, headers: dict[str, str] | None = None, body: str = "") -> Any:
    """What is answered; its status if that is not 200."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://town") as client:
        answer = await client.post(path, headers=headers, content=body)
        return answer.json() if answer.status_code == 200 else answer.status_code


def names(spans: InMemorySpanExporter) -> list[str]:
    """Of the spans that have ended, in that order."""
    return [span.name for span in spans.get_finished_spans()]


def traces(spans: InMemorySpanExporter) -> set[str]:
    """The ids of the traces that they belong to."""
    return {f"{span.context.trace_id:032x}" for span in spans.get_finished_spans()}
