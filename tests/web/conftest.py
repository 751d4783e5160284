"""The pages, served on loopback as residents reach them."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import ASGIApp

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.neighbours import Neighbours
from tests.support.eventually import eventually


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """The address of the app while the block lasts."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[door]))
    await eventually(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


@pytest.fixture
async def plain_pages() -> AsyncIterator[str]:
    """The address of the pages of a town without services behind them."""
    settings = WebSettings(council_name="Town of Lowmarsh")
    async with served(build(settings, Neighbours(settings, in_process={}))) as address:
        yield address
