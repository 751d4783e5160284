"""The broker's topics: made as the settings say, and looked at where somebody else made them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    InvalidPartitionsError,
    KafkaError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)

from libs.shared.platform.running.settings import Settings
from libs.shared.platform.streams.kafka.door import BrokerRefuses, troubles_named

log = structlog.get_logger()

# Kafka keeps all events: the journal could refill it, but a late reader should not need that.
_KEEPS_ALL = {"retention.ms": "-1", "cleanup.policy": "delete"}


@dataclass(frozen=True, slots=True)
class Topic:
    """What there is of a topic. ``forgets`` says which settings let it lose events; nothing if none do."""

    name: str
    partitions: int
    forgets: str = ""


async def find(topic: str, admin: AIOKafkaAdminClient) -> Topic | None:
    """The topic, if it is there and may be seen; never made by asking."""
    with troubles_named(on=topic):
        there = {one["topic"]: one for one in await admin.describe_topics()}
    if topic not in there:
        return None
    return Topic(topic, len(there[topic]["partitions"]), await _what_forgets(topic, admin))


async def ensure(topic: str, settings: Settings, admin: AIOKafkaAdminClient) -> None:
    """Create the topic if it is missing.

    Raises:
        BrokerRefuses: our user may not see it, or not create it.
    """
    if await find(topic, admin):
        return
    wanted = NewTopic(topic, settings.topic_partitions, settings.topic_replication, topic_configs=_KEEPS_ALL)
    with troubles_named(on=topic, needs="Create"):
        answer = await admin.create_topics([wanted])
    error = next((for_code(code) for _, code, *_ in answer.topic_errors if code), None)
    if error in (TopicAuthorizationFailedError, ClusterAuthorizationFailedError):
        needs = "Describe, and Create where it is not there yet"
        raise BrokerRefuses(f"{TopicAuthorizationFailedError.message} on {topic}: our user needs {needs}")
    if error is not None and error is not TopicAlreadyExistsError:
        with troubles_named(on=topic, needs="Create"):
            raise error(topic)


async def fit(topic: Topic, settings: Settings, admin: AIOKafkaAdminClient) -> None:
    """Bring an empty topic, which a consumer that came first had the broker make, into the shape of ours."""
    if topic.partitions < settings.topic_partitions:
        needs = f"Alter (it has {topic.partitions} partitions, and no event yet)"
        # Another one of us may have done it since.
        with troubles_named(on=topic.name, needs=needs), suppress(InvalidPartitionsError):
            await admin.create_partitions({topic.name: NewPartitions(settings.topic_partitions)})
    if topic.forgets:
        resource = ConfigResource(ConfigResourceType.TOPIC, topic.name, configs=_KEEPS_ALL)
        with troubles_named(on=topic.name, needs="AlterConfigs"):
            await admin.alter_configs([resource])


def complain(topic: Topic) -> None:
    """Say so if the topic loses what it was told; whoever set it so may have meant it."""
    if topic.forgets:
        log.warning("the topic forgets events, and late readers will miss them", topic=topic.name, set_to=topic.forgets)


async def _what_forgets(topic: str, admin: AIOKafkaAdminClient) -> str:
    try:
        answers = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    except KafkaError:
        return ""
    found = {name: value for answer in answers for name, value in _values(answer.resources)}
    forgets = {
        "retention.ms": found.get("retention.ms", "-1") != "-1",
        "retention.bytes": found.get("retention.bytes", "-1") != "-1",
        "cleanup.policy": found.get("cleanup.policy", "delete") != "delete",
    }
    return ", ".join(f"{name}={found[name]}" for name, does in forgets.items() if does)


def _values(resources: Sequence[tuple[object, ...]]) -> list[tuple[str, str]]:
    # Per resource: error, words, kind, name, settings; nothing is in the settings where DescribeConfigs is missing.
    return [(entry[0], entry[1]) for resource in resources for entry in resource[4]]  # type: ignore[attr-defined]
