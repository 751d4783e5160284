"""The carrier for many machines: Apache Kafka. The one place that knows aiokafka."""

from libs.shared.platform.streams.kafka.broker import BrokerIsUnwell, check_broker, drop_topics, topic_of
from libs.shared.platform.streams.kafka.publisher import KafkaPublisher, TopicIsPartitionedOtherwise
from libs.shared.platform.streams.kafka.stream import KafkaStream

__all__ = [
    "BrokerIsUnwell",
    "KafkaPublisher",
    "KafkaStream",
    "TopicIsPartitionedOtherwise",
    "check_broker",
    "drop_topics",
    "topic_of",
]
