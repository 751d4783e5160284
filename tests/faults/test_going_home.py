"""A service that is told to stop puts everything away and says nothing about it."""

import asyncio
import sys

import pytest

from libs.shared.platform.running.settings import Settings

# What Python and the libraries say of whatever was left lying about.
NOISE = (
    "was destroyed",
    "never awaited",
    "never retrieved",
    "Unclosed",
    "ResourceWarning",
    "Traceback",
    "non-checked-in",
)


@pytest.mark.parametrize("carrier", ["feed", "Kafka"])
async def test_a_service_leaves_no_task_and_no_connection_behind(
    carrier: str, a_database: str, topic_prefix: str, request: pytest.FixtureRequest
) -> None:
    broker = request.getfixturevalue("kafka") if carrier == "Kafka" else None
    settings = Settings(database_url=a_database, kafka=broker, topic_prefix=topic_prefix)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-X", "dev", "-m", "tests.support.crier_at_work", settings.model_dump_json()),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    assert (await asyncio.wait_for(process.stdout.readline(), 90)) == b"at work\n"

    process.terminate()
    _, said = await asyncio.wait_for(process.communicate(), 30)

    assert process.returncode == 0
    for noise in NOISE:
        assert noise not in said.decode(), said.decode()
