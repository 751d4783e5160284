"""The tests' Kafka: a broker given by address, else a container, else Apache Kafka's own jars."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.docker import docker_has
from tests.support.java import JavaIsNotInstalled, find_java
from tests.support.kafka_broker import VERSION, KafkaBroker

GIVEN = "COMMONPURSE_TEST_KAFKA"
IMAGE = f"apache/kafka:{VERSION}"


def which_kafka() -> str:
    """Which Kafka a run uses, in words."""
    if os.environ.get(GIVEN):
        return f"the broker of {GIVEN}"
    if docker_has(IMAGE):
        return f"Docker, {IMAGE}"
    try:
        return f"Apache Kafka {VERSION} from its jars ({find_java()})"
    except JavaIsNotInstalled as missing:
        return f"none: {missing}"


@contextmanager
def a_kafka(folder: Path) -> Iterator[str]:
    """The address of a broker that runs for the length of the block."""
    if given := os.environ.get(GIVEN):
        yield given
    elif docker_has(IMAGE):
        from tests.support.kafka_container import a_kafka_container

        with a_kafka_container(IMAGE) as address:
            yield address
    else:
        with KafkaBroker(folder) as broker:
            yield broker.address
