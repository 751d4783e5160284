"""Reading topics with a Kafka client that is not Commonpurse's, and the official library for CloudEvents."""

import json
from typing import Any

from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka
from cloudevents.core.formats.json import JSONFormat
from confluent_kafka import Consumer, TopicPartition

from .feeds import is_lost

Json = dict[str, Any]
PATIENCE_S = 20


def read_all(broker: str, topics: dict[str, str], heads: dict[str, Json]) -> dict[str, list[Json]]:
    """All events of each service that its journal still has, from the first message to the last of now."""
    services = {topic: service for service, topic in topics.items()}
    found: dict[str, list[tuple[int, Json]]] = {}
    for message in _messages(broker, services):
        found.setdefault(services[message.topic()], []).append((message.partition(), _event_of(message)))
    return {service: _sure(read, heads[service]["epochs"]) for service, read in found.items()}


def _messages(broker: str, services: dict[str, str]) -> list[Any]:
    consumer = Consumer({"bootstrap.servers": broker, "group.id": "outsider", "enable.auto.commit": False})
    try:
        there = consumer.list_topics(timeout=PATIENCE_S).topics
        # A service that announces nothing has no topic.
        partitions = [
            (topic, partition) for topic in services if topic in there for partition in there[topic].partitions
        ]
        ends = {one: consumer.get_watermark_offsets(TopicPartition(*one), timeout=PATIENCE_S) for one in partitions}
        waiting = {one: high for one, (low, high) in ends.items() if high > low}
        consumer.assign([TopicPartition(*one, ends[one][0]) for one in waiting])
        read: list[Any] = []
        while waiting:
            message: Any = consumer.poll(PATIENCE_S)
            if message is None or message.error():
                raise SystemExit(f"not so: Kafka answers ({message and message.error()})")
            read.append(message)
            place = message.topic(), message.partition()
            if message.offset() + 1 >= waiting.get(place, 0):
                waiting.pop(place, None)
        return read
    finally:
        consumer.close()


def _event_of(message: Any) -> Json:
    headers = dict(message.headers() or [])
    cloud_event = from_kafka(KafkaMessage(headers, message.key(), message.value()), JSONFormat())
    event: Json = json.loads(message.value())
    said = (cloud_event.get_id(), cloud_event.get_type(), cloud_event.get_extension("partitionkey"))
    if said != (headers["event-id"].decode(), headers["event-type"].decode(), message.key().decode()):
        raise SystemExit(f"headers and event differ: {said}")
    return event


def _sure(read: list[tuple[int, Json]], epochs: list[Json]) -> list[Json]:
    """Without what came twice, and without what was lost when the journal was put back."""
    highest: dict[tuple[int, str], int] = {}
    events = []
    for partition, event in read:
        place = partition, event["epoch"]
        if event["position"] > highest.get(place, 0):
            highest[place] = event["position"]
            if not is_lost(event, epochs):
                events.append(event)
    return events
