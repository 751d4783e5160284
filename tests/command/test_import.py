"""``commonpurse import``: an election file becomes a round, its proposals accepted and a poll drafted."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from commonpurse.samples import SWIECIE
from tests.command.test_up import PATIENCE_S, is_up, platform
from tests.support.eventually import eventually

# Whoever signs in by password alone: the second factor has tests of its own.
SIMPLE = {"COMMONPURSE_SIGN_IN": "simple", "COMMONPURSE_ADMIN_NAME": "admin"}


Town = tuple[httpx.AsyncClient, str]


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A platform without a round, and its administrator's password."""
    data = tmp_path_factory.mktemp("town")
    async with platform(data, "--empty", **SIMPLE) as (client, _):
        await eventually(lambda: is_up(client), within=PATIENCE_S)
        yield client, (data / "secrets" / "commonpurse_admin_password").read_text()


async def test_the_projects_of_a_file_become_proposals_and_a_drafted_poll(town: Town) -> None:
    client, password = town

    status, said = await run_import(str(client.base_url), password)

    assert status == 0, said
    assert "22 accepted proposals" in said
    proposals = (await client.get("/api/proposals/v1/proposals")).json()
    assert proposals["total"] == 22
    wish = {"name": "admin", "password": password}
    session = (await client.post("/api/residents/v1/staff/sessions", json=wish)).json()
    staff = {"Authorization": f"Bearer {session['token']}"}
    polls = (await client.get("/api/voting/v1/polls", headers=staff)).json()["items"]
    assert [(poll["state"], len(poll["projects"])) for poll in polls] == [("drafted", 22)]


async def test_a_wrong_password_is_said_in_one_line(town: Town) -> None:
    client, _ = town

    status, said = await run_import(str(client.base_url), "not the password")

    assert status == 1
    assert said.startswith("commonpurse: residents refused POST /staff/sessions: 401 sign-in-failed")
    assert len(said.splitlines()) == 1


async def run_import(address: str, password: str) -> tuple[int, str]:
    """The exit status, and what the command said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "commonpurse",
        "import",
        str(SWIECIE),
        "--url",
        address,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "COMMONPURSE_PASSWORD": password},
    )
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    assert process.returncode is not None
    return process.returncode, out.decode().strip()
