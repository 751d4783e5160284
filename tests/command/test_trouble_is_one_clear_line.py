"""What the operator is told when something is missing: one line, and a status that is not zero."""

import asyncio
import os
import socket
import sys
from pathlib import Path

import pytest


async def said_by(*arguments: str, **environment: str) -> tuple[int, str]:
    """The exit status and what the command printed to standard error."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "commonpurse",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, errors.decode().strip()


async def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status, words = await said_by("up", "--port", str(port), "--data", str(tmp_path))

    assert status == 1
    reason = f"port {port} on 127.0.0.1 is in use or not allowed (Address already in use)"
    assert words == f"commonpurse: {reason}; choose one with --port"


async def test_a_missing_database_is_named() -> None:
    status, words = await said_by("service", "ideas", "api", COMMONPURSE_DATABASE_URL="")

    assert status == 1
    assert words.startswith("commonpurse: no database: set COMMONPURSE_DATABASE_URL")
    assert len(words.splitlines()) == 1


async def test_a_database_that_does_not_answer_is_named(unused_port: int) -> None:
    address = f"postgresql://nobody:nothing@127.0.0.1:{unused_port}/"

    status, words = await said_by("service", "ideas", "worker", COMMONPURSE_DATABASE_URL=address)

    assert status == 1
    assert words.startswith("commonpurse: cannot reach what is needed:")
    assert len(words.splitlines()) == 1


async def test_a_broker_that_does_not_answer_is_named(tmp_path: Path, unused_port: int) -> None:
    broker = f"127.0.0.1:{unused_port}"

    status, words = await said_by("up", "--port", "0", "--data", str(tmp_path), "--kafka", broker)

    assert status == 1
    assert words.splitlines()[-1].startswith("commonpurse: Kafka does not answer:")


@pytest.mark.parametrize("command", ["demo", "tally"])
async def test_a_file_that_is_no_election_is_named_with_its_line(tmp_path: Path, command: str) -> None:
    file = tmp_path / "broken.pb"
    file.write_text("META\nkey;value\nbudget;nothing\n")

    status, words = await said_by(command, *(["--pb"] if command == "demo" else []), str(file))

    assert status in {1, 2}
    assert "broken.pb" in words
    assert "line" in words
    assert "Traceback" not in words


async def test_a_gateway_has_no_worker() -> None:
    status, words = await said_by("service", "web", "worker")

    assert status == 1
    assert words == "commonpurse: web has no worker, it only answers: use 'commonpurse service web api'"


@pytest.fixture
def unused_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
