"""Whoever is told to stop does, also in the moment in which a client of the broker is just leaving."""

import asyncio

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.kafka.door import enter, leave, reached_by


@pytest.mark.parametrize("steps", range(4))
async def test_a_cancellation_that_comes_while_a_client_leaves_is_not_lost(kafka: str, steps: int) -> None:
    settings = Settings(kafka=kafka)
    for client in (AIOKafkaAdminClient(**reached_by(settings)), AIOKafkaProducer(**reached_by(settings))):
        await enter(client, settings)
        leaving = asyncio.create_task(leave(client))
        for _ in range(steps):
            await asyncio.sleep(0)

        is_over_already = leaving.done()
        leaving.cancel()
        await asyncio.wait([leaving])

        assert leaving.cancelled() is not is_over_already
