import asyncio
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.support.kafka_broker import KafkaBroker, cluster_id_of


async def test_a_killed_broker_is_back_at_its_address_with_what_it_acknowledged(tmp_path: Path) -> None:
    broker = KafkaBroker(tmp_path, memory="256m")
    await asyncio.to_thread(broker.start)
    await make_topic(broker.address, "votes")
    async with AIOKafkaProducer(bootstrap_servers=broker.address, acks="all") as producer:
        for number in range(50):
            await producer.send_and_wait("votes", str(number).encode())

    await asyncio.to_thread(broker.kill)
    await asyncio.to_thread(broker.start)

    async with AIOKafkaConsumer("votes", bootstrap_servers=broker.address, auto_offset_reset="earliest") as consumer:
        kept = [int((await consumer.getone()).value or b"-1") for _ in range(50)]
    await asyncio.to_thread(broker.stop)
    assert kept == list(range(50))


def test_no_cluster_id_looks_like_an_option() -> None:
    ids = [cluster_id_of(bytes([first]) + bytes(15)) for first in range(256)]

    assert all(id_[0].isalnum() and len(id_) == 22 for id_ in ids)


async def make_topic(address: str, name: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 1)])
    await admin.close()
