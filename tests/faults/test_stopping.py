"""A part that is told to stop ends before whoever told it kills it, whatever does not answer it any more."""

import asyncio
import os
import signal
import sys

import pytest

from commonpurse.embedded.server import a_free_port
from tests.support.eventually import eventually
from tests.support.ports import is_answering

_DOCKER_KILLS_AFTER_S = 10
_WITH_A_DATABASE_THAT_NEVER_LETS_GO = """
import asyncio
from commonpurse.main import app
from libs.shared.platform.storage.database import Database

async def never(self):
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

Database.aclose = never
app()
"""


@pytest.mark.parametrize("role", ["api", "worker", "both"])
async def test_a_service_that_cannot_put_away_what_it_holds_ends_all_the_same(a_database: str, role: str) -> None:
    port = a_free_port()
    command = ["-c", _WITH_A_DATABASE_THAT_NEVER_LETS_GO, "service", "ideas", role, "--port", str(port)]
    service = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env=os.environ | {"COMMONPURSE_DATABASE_URL": a_database},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        assert service.stdout
        if role == "worker":
            await asyncio.wait_for(service.stdout.readline(), 60)
        else:
            await eventually(lambda: is_answering(port), within=60)

        service.send_signal(signal.SIGTERM)
        status = await asyncio.wait_for(service.wait(), _DOCKER_KILLS_AFTER_S)

        assert status == 0
    finally:
        if service.returncode is None:
            service.kill()
