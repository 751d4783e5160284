"""How soon a consumer that is not ours has an event in Kafka: librdkafka, as it is set up by itself.

One service announces and its relay publishes, on a real PostgreSQL and a real broker; the consumer is a thread beside.
Run alone: python -m tests.bench.kafka_lag HOST:PORT
"""

import asyncio
import json
import random
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from confluent_kafka import Consumer

from libs.shared.platform.running.service import workers
from libs.shared.platform.running.settings import Settings
from tests.bench.ground import a_postgres_on_disk
from tests.support.crier import Crier, a_service, closings, crying, working
from tests.support.databases import a_fresh_database
from tests.support.eventually import eventually

SAMPLES = 300
WARM_UP = 20
LONGEST_PAUSE_S = 0.1


async def run(kafka: str) -> dict[str, object]:
    """``kafka_lag_ms`` (p50, p99): from an event's commit until the foreign consumer has it."""
    with a_postgres_on_disk() as server:
        async with a_fresh_database(server) as address:
            lags = await _lags_ms(address, kafka)
    hundredths = statistics.quantiles(lags, n=100)
    return {"kafka_lag_ms": {"p50": round(hundredths[49], 1), "p99": round(hundredths[98], 1)}}


async def _lags_ms(address: str, kafka: str) -> list[float]:
    prefix = f"bench-{secrets.token_hex(4)}"
    settings = Settings(database_url=address, kafka=kafka, topic_prefix=prefix, topic_partitions=2)
    async with crying(a_service("voting"), settings) as crier, working(*workers(crier.service, crier.runtime)):
        await crier.announce(*closings(uuid4(), 1))
        with _consumer(kafka, f"{prefix}.voting") as came:
            await eventually(lambda: bool(came), within=60)
            return [await _lag_ms(crier, came) for _ in range(WARM_UP + SAMPLES)][WARM_UP:]


async def _lag_ms(crier: Crier, came: dict[str, float]) -> float:
    # News come when they come, not in step with anybody's timer.
    await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_S))  # noqa: S311 - no secret
    poll_id = uuid4()
    await crier.announce(*closings(poll_id, 1))
    committed = time.perf_counter()
    await eventually(lambda: str(poll_id) in came, within=30, every=0.005)
    return (came[str(poll_id)] - committed) * 1000


@contextmanager
def _consumer(kafka: str, topic: str) -> Iterator[dict[str, float]]:
    """When each event came, by what it is about, for as long as the block lasts."""
    came: dict[str, float] = {}
    is_over = threading.Event()

    def consume() -> None:
        told = {"bootstrap.servers": kafka, "group.id": topic, "auto.offset.reset": "earliest"}
        consumer = Consumer(told)
        consumer.subscribe([topic])
        while not is_over.is_set():
            message = consumer.poll(0.2)
            if message is not None and (key := message.key()) and not message.error():
                came[key.decode()] = time.perf_counter()
        consumer.close()

    thread = threading.Thread(target=consume, name="foreign consumer")
    thread.start()
    try:
        yield came
    finally:
        is_over.set()
        thread.join()


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(sys.argv[1])), indent=2))  # noqa: T201 - it is run by hand
