"""Traces leave by OTLP, to whoever the settings name: the product's own command, and a collector's side of the wire."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support.eventually import eventually
from tests.support.serving import served

WITHOUT_THE_EXTRA = """
import sys
sys.modules["opentelemetry.exporter.otlp.proto.http.trace_exporter"] = None
from commonpurse.main import app
app()
"""


def a_collector(got: list[ExportTraceServiceRequest]) -> Starlette:
    async def take(request: Request) -> Response:
        got.append(ExportTraceServiceRequest.FromString(await request.body()))
        return Response(b"", media_type="application/x-protobuf")

    return Starlette(routes=[Route("/v1/traces", take, methods=["POST"])])


@asynccontextmanager
async def pages(port: int, collector: str) -> AsyncIterator[httpx.AsyncClient]:
    """The pages by the command, all of whose services are away."""
    own = {"COMMONPURSE_TRACES_TO": f"{collector}/v1/traces", "OTEL_BSP_SCHEDULE_DELAY": "100"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "commonpurse", "service", "web", "api", "--port", str(port)),
        env={name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")} | own,
    )
    try:
        # Each page waits a while for services that are away, in case they only start again.
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            await eventually(lambda: _answers(client))
            yield client
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)


async def _answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/health/live")).status_code == 200
    except httpx.TransportError:
        return False


async def test_a_page_is_told_to_the_collector_by_its_route_and_a_vote_is_not(unused_tcp_port: int) -> None:
    got: list[ExportTraceServiceRequest] = []
    async with served(a_collector(got)) as collector, pages(unused_tcp_port, collector) as client:
        await client.get("/vote")
        await client.get("/no-such-page-as-quittenbaum")
        await client.get("/styleguide")

        def told() -> set[str]:
            return {
                span.name
                for one in got
                for resource in one.resource_spans
                for scope in resource.scope_spans
                for span in scope.spans
            }

        await eventually(lambda: "GET /styleguide" in told())

    assert not [name for name in told() if "vote" in name or "health" in name]
    assert "quittenbaum" not in str(got)


async def test_where_what_sends_them_is_not_installed_one_line_says_so() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WITHOUT_THE_EXTRA, "service", "web", "api", "--port", "1"),
        env={**os.environ, "COMMONPURSE_TRACES_TO": "http://127.0.0.1:9/v1/traces"},
        stderr=asyncio.subprocess.PIPE,
    )
    _, words = await asyncio.wait_for(process.communicate(), 60)

    assert process.returncode == 1
    assert json.loads(words)["words"] == (
        "COMMONPURSE_TRACES_TO is set, and what sends traces is missing: install commonpurse[tracing]"
    )
