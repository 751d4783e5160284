"""``commonpurse up`` on a machine of its own: the sample round is there, and it is there again after a kill."""

import asyncio
import csv
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from commonpurse import secrets
from commonpurse.embedded.leftovers import processes_on
from tests.support.eventually import eventually
from tests.support.printed_commands import run_printed

pytestmark = pytest.mark.long

PATIENCE_S = 90
REFERENCES = ("/api/voting/openapi.json", "/sms/openapi.json", "/mail/openapi.json")


@asynccontextmanager
async def platform(
    data: Path, *arguments: str, **settings: str
) -> AsyncIterator[tuple[httpx.AsyncClient, asyncio.subprocess.Process]]:
    """The platform as a process, and a client for it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = (sys.executable, "-m", "commonpurse", "up", "--port", str(port), "--data", str(data), *arguments)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMONPURSE_")}
    process = await asyncio.create_subprocess_exec(
        *command, env=environment | settings, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client, process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE_S)


async def test_the_sample_round_is_ready_to_click_through_and_outlives_a_kill(tmp_path: Path) -> None:
    async with platform(tmp_path) as (client, process):
        codes = await eventually(lambda: sample_codes(tmp_path), within=PATIENCE_S)
        polls = await polls_of(client)
        assert {poll["state"] for poll in polls} == {"open", "announced"}
        assert [(await client.get(path)).status_code for path in REFERENCES] == [200] * len(REFERENCES)
        opened = next(poll for poll in polls if poll["state"] == "open")
        await cast(client, opened["poll_id"], codes[0], [1, 4])
        process.send_signal(signal.SIGKILL)
        await process.wait()
    await eventually(lambda: not processes_on(tmp_path / "postgres" / "cluster"), within=PATIENCE_S)  # no orphan

    async with platform(tmp_path) as (client, _):
        await eventually(lambda: is_up(client), within=PATIENCE_S)
        assert {poll["state"] for poll in await polls_of(client)} == {"open", "announced"}
        assert (await cast(client, opened["poll_id"], codes[0], [2]))["is_replacement"]
        assert not (await cast(client, opened["poll_id"], codes[1], [3]))["is_replacement"]


async def test_stopped_while_the_sample_is_being_made_it_says_so_in_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with platform(tmp_path) as (client, process):
        await eventually(lambda: is_up(client), within=PATIENCE_S)
        process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE_S)

    said = capfd.readouterr().err
    assert process.returncode == 1
    assert "commonpurse: stopped before the sample round was whole" in said
    assert "Traceback" not in said


async def test_empty_is_without_the_sample_and_beside_it_no_new_secret_takes_the_place_of_a_lost_one(
    tmp_path: Path,
) -> None:
    async with platform(tmp_path, "--empty") as (client, _):
        await eventually(lambda: is_up(client), within=PATIENCE_S)
        assert (await client.get("/api/ideas/v1/rounds")).json()["items"] == []
        assert (await client.get("/")).status_code == 200
    secret = tmp_path / "secrets" / "commonpurse_secret"
    kept = secret.rename(tmp_path / "put-by")

    refused = await run_printed(f"commonpurse up --empty --port 0 --data {tmp_path}", tmp_path)

    assert refused.status == 1
    assert f"the secret of this database is missing: {secret}" in refused.errors
    assert not secret.exists()
    kept.rename(secret)
    async with platform(tmp_path, "--empty") as (client, _):
        await eventually(lambda: is_up(client), within=PATIENCE_S)


async def is_up(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/api/reporting/health/ready")).is_success
    except httpx.TransportError:
        return False


def sample_codes(data: Path) -> list[str]:
    file = data / "secrets" / "sample-codes.csv"
    if not file.exists():
        return []
    with file.open() as lines:
        return [row["code"] for row in csv.DictReader(lines)]


async def polls_of(client: httpx.AsyncClient) -> list[dict[str, str]]:
    body = (await client.get("/api/voting/v1/polls")).raise_for_status().json()
    polls: list[dict[str, str]] = body["items"] if isinstance(body, dict) else body
    return polls


async def cast(client: httpx.AsyncClient, poll_id: str, code: str, choices: list[int]) -> dict[str, object]:
    wish = {"code": code, "channel": "web", "poll_id": poll_id}
    permit = (await client.post("/api/residents/v1/permits", json=wish)).raise_for_status().json()["permit"]
    ballot = {"permit": permit, "choices": choices}
    answer: dict[str, object] = (await client.post("/api/voting/v1/ballots", json=ballot)).raise_for_status().json()
    return answer


@pytest.mark.parametrize(
    ("arguments", "what_lies_there", "how", "name"),
    [
        ({"with_sample": True}, [], "simple", "admin"),
        ({"with_sample": False}, [], "strict", "admin-"),
        ({"with_sample": True}, ["secrets/commonpurse_secret", "secrets/sample-staff.csv"], "simple", "admin"),
        ({"with_sample": True}, ["secrets/commonpurse_secret", "postgres/cluster/PG_VERSION"], "strict", "admin"),
    ],
    ids=["a fresh sample", "a fresh town", "a sample of before", "a town of before"],
)
def test_a_sample_is_signed_in_to_simply_and_a_town_strictly(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: dict[str, bool],
    what_lies_there: list[str],
    how: str,
    name: str,
) -> None:
    for file in what_lies_there:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    monkeypatch.setenv("COMMONPURSE_ADMIN_NAME", "")
    monkeypatch.setenv("COMMONPURSE_SIGN_IN", "")
    monkeypatch.setenv("COMMONPURSE_REFERENCE_IS_PUBLIC", "")

    secrets.choose_how_staff_sign_in(tmp_path / "secrets", tmp_path / "postgres", **arguments)

    assert os.environ["COMMONPURSE_SIGN_IN"] == how
    assert (os.environ["COMMONPURSE_REFERENCE_IS_PUBLIC"] == "true") == (how == "simple")
    assert os.environ["COMMONPURSE_ADMIN_NAME"].startswith(name)
    assert (os.environ["COMMONPURSE_ADMIN_NAME"] == "admin") == (name == "admin")
