"""Voting in a process of its own, to be measured, raced and killed."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from tests.support.eventually import eventually


@dataclass(frozen=True, slots=True)
class VotingProcess:
    """One uvicorn process of voting."""

    port: int
    process: asyncio.subprocess.Process

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def a_voting_process(database: str) -> AsyncIterator[VotingProcess]:
    """A process that answers for voting on the database, killed at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "tests.bench.voting_server", database, str(port)]
    voting = VotingProcess(port, await asyncio.create_subprocess_exec(*command))
    try:
        async with httpx.AsyncClient(base_url=voting.address) as client:
            await eventually(lambda: _is_ready(client))
        yield voting
    finally:
        await voting.kill()


async def _is_ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/api/voting/health/ready")).is_success
    except httpx.TransportError:
        return False
