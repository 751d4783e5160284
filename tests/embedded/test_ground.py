"""The ground that the other tests stand on."""

from collections.abc import Awaitable, Callable

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient, NewTopic


async def test_a_fresh_database_is_empty(a_database: str) -> None:
    connection = await asyncpg.connect(a_database)

    tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    await connection.close()

    assert tables == 0


async def test_every_fresh_database_is_another(a_database: str, another_database: Callable[[], Awaitable[str]]) -> None:
    assert len({a_database, await another_database(), await another_database()}) == 3


async def test_the_broker_keeps_a_topic(kafka: str, topic_prefix: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()

    await admin.create_topics([NewTopic(f"{topic_prefix}.voting", 2, 1)])
    topics = await admin.list_topics()
    await admin.close()

    assert f"{topic_prefix}.voting" in topics
