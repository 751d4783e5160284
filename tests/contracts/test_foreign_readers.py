"""The published bytes, read by the official CloudEvents SDKs of Java and JavaScript, each by a client of theirs.

Python's stands in ``test_kafka.py``.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from libs.shared.events.addresses import schema_of
from libs.shared.events.ideas import IdeaStateChanged
from libs.shared.platform.facts.relay import Relay
from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.kafka import KafkaPublisher, topic_of
from tests.support.crier import Crier, a_service, crying, working
from tests.support.java import compiled, find_jars, find_java
from tests.support.kafka_broker import KEPT
from tests.support.node import find_modules, find_node

READERS = Path(__file__).parent / "foreign_readers"
JAVA = ["io.cloudevents:cloudevents-kafka:4.0.1", "io.cloudevents:cloudevents-json-jackson:4.0.1"]
JAVASCRIPT = {"cloudevents": "10.0.0", "kafkajs": "2.2.4"}
COUNT = 3


@pytest.fixture
async def crier(a_database: str, kafka: str, topic_prefix: str) -> AsyncIterator[Crier]:
    settings = Settings(database_url=a_database, kafka=kafka, topic_prefix=topic_prefix, topic_partitions=1)
    async with crying(a_service(), settings) as started:
        yield started


def in_java(folder: Path) -> list[str]:
    jars = find_jars(JAVA, KEPT.parent / "cloudevents-java")
    source = folder / "Reader.java"
    source.write_text((READERS / "Reader.java").read_text())
    return [str(find_java()), "-cp", compiled(source, jars, KEPT.parent / "ecj"), "Reader"]


def in_javascript(folder: Path) -> list[str]:
    modules = find_modules(JAVASCRIPT) / "node_modules"
    (folder / "node_modules").symlink_to(modules)
    (folder / "reader.js").write_text((READERS / "reader.js").read_text())
    return [str(find_node()), str(folder / "reader.js")]


@pytest.mark.parametrize("reader", [in_java, in_javascript])
async def test_the_official_library_reads_the_published_bytes_with_its_own_client(
    crier: Crier, tmp_path: Path, reader: Any
) -> None:
    settings, idea_id = crier.runtime.settings, uuid4()
    told = [IdeaStateChanged(idea_id=idea_id, state="accepted", text=f"Grün & „gut“ {n} €") for n in range(COUNT)]
    command = await asyncio.to_thread(reader, tmp_path)
    async with working(Relay("voting", crier.database, crier.runtime.doorbell, KafkaPublisher("voting", settings))):
        await crier.announce(*told)
        read = await read_by(command, str(settings.kafka), topic_of("voting", settings))

    assert [event["position"] for event in read] == [1, 2, 3]
    for event, fact in zip(read, told, strict=True):
        assert event["type"] == "ideas.idea-state-changed.v1"
        assert event["data"] == fact.model_dump(mode="json")
        assert event["partitionkey"] == event["key"] == str(idea_id)
        assert event["dataschema"] == schema_of("ideas.idea-state-changed.v1")
        assert event["id"] == event["header"]


async def read_by(command: list[str], broker: str, topic: str) -> list[dict[str, Any]]:
    """What the program prints: an event a line."""
    process = await asyncio.create_subprocess_exec(
        *command, broker, topic, str(COUNT), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        printed, errors = await asyncio.wait_for(process.communicate(), 90)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, errors.decode()[-3000:]
    return [json.loads(line) for line in printed.decode().splitlines()]
