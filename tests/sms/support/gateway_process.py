"""The gateway as operators start it: a process of its own."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.support.eventually import eventually

COMMAND = Path(sys.executable).parent / "commonpurse"


@asynccontextmanager
async def a_gateway(residents: str, voting: str, secret: str, output: Path) -> AsyncIterator[str]:
    """The address of a gateway in front of the services; all that it writes, at the most talkative, is in the file."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    environment = os.environ | {
        "COMMONPURSE_RESIDENTS_URL": residents,
        "COMMONPURSE_VOTING_URL": voting,
        "COMMONPURSE_SMS_SECRET": secret,
        "COMMONPURSE_LOG_LEVEL": "debug",
    }
    with output.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *(COMMAND, "service", "sms", "api", "--port", str(port)),
            env=environment,
            stdin=DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        await eventually(lambda: _answers(address), within=120)
        yield address
    finally:
        process.terminate()
        await process.wait()


async def _answers(address: str) -> bool:
    async with httpx.AsyncClient(base_url=address) as client:
        try:
            return (await client.get("/sms/")).status_code < 500
        except httpx.TransportError:
            return False
