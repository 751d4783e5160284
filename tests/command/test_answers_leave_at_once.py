"""Nagle's algorithm is off on every connection that the product accepts, whichever command serves it.

With it each answer on a kept connection waited for the client's delayed acknowledgement: 22 requests in a second.
"""

import asyncio
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.eventually import eventually

pytestmark = pytest.mark.long

PATIENCE_S = 90
EVERY_WAY_TO_SERVE = {
    "one machine": ("/api/ideas/health/live", "up", "--empty"),
    "a service's API": ("/api/ideas/health/live", "service", "ideas", "api"),
    "a worker that is asked how it is": ("/api/ideas/health/live", "service", "ideas", "worker"),
    "the pages": ("/static/picture/purse.svg", "service", "web", "api"),
    "text messages": ("/sms/health/live", "service", "sms", "api"),
}


@asynccontextmanager
async def commanded(port: int, *command: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.a_listening_command",
        str(port),
        *command,
        env={name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")} | environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)


async def told_by(process: asyncio.subprocess.Process) -> list[bool]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"\n")
    async for line in process.stdout:
        if line.startswith(b"["):  # and not the welcome
            told: list[bool] = json.loads(line)
            return told
    return []


@pytest.mark.parametrize(
    ("way", "host"), [(way, "::1" if way == "the pages" else "127.0.0.1") for way in EVERY_WAY_TO_SERVE]
)
async def test_an_answer_leaves_at_once(way: str, host: str, a_database: str, tmp_path: Path, unused_port: int) -> None:
    path, *command = EVERY_WAY_TO_SERVE[way]
    where = ("--host", host, "--port", str(unused_port))
    data = ("--data", str(tmp_path)) if command[0] == "up" else ()
    told = {} if command[0] == "up" else {"COMMONPURSE_DATABASE_URL": a_database}
    secrets = {"COMMONPURSE_COOKIE_SECRET": "ab" * 32, "COMMONPURSE_SMS_SECRET": "cd" * 32}
    address = f"http://[{host}]:{unused_port}" if ":" in host else f"http://{host}:{unused_port}"

    async with (
        commanded(unused_port, *command, *where, *data, **told, **secrets) as process,
        httpx.AsyncClient(base_url=address) as client,
    ):
        await eventually(lambda: answers(client, path), within=PATIENCE_S)
        is_immediate = await told_by(process)

    assert is_immediate, "none is established"  # and there are two where the first question took too long
    assert all(is_immediate)


async def answers(client: httpx.AsyncClient, path: str) -> bool:
    try:
        return (await client.get(path)).status_code < httpx.codes.INTERNAL_SERVER_ERROR
    except httpx.TransportError:
        return False


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
