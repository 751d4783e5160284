"""An ASGI app behind a real HTTP server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from commonpurse.draining import DrainingServer
from commonpurse.patience import PatientProtocol
from commonpurse.serving import KEEP_IDLE_S, claim_port
from tests.support.eventually import eventually


@asynccontextmanager
async def served(app: ASGIApp, protocol: type[PatientProtocol] = PatientProtocol, port: int = 0) -> AsyncIterator[str]:
    """The app behind a real HTTP server that speaks the product's protocol; its address."""
    listening = claim_port("127.0.0.1", port)
    config = uvicorn.Config(
        app,
        http=protocol,
        lifespan="off",
        log_level="warning",
        timeout_graceful_shutdown=1,
        timeout_keep_alive=KEEP_IDLE_S,
    )
    server = DrainingServer(config, 0.0)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    await eventually(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
