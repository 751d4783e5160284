"""The carrier for many machines: Apache Kafka. The one place that knows aiokafka."""

from libs.shared.platform.streams.kafka.broker import check_broker, drop_topics, topic_of
from libs.shared.platform.streams.kafka.door import BrokerIsUnwell, BrokerRefuses
from libs.shared.platform.streams.kafka.publisher import KafkaPublisher, TopicIsPartitionedOtherwise
from libs.shared.platform.streams.kafka.stream import KafkaStream

__all__ = [
    "BrokerIsUnwell",
    "BrokerRefuses",
    "KafkaPublisher",
    "KafkaStream",
    "TopicIsPartitionedOtherwise",
    "check_broker",
    "drop_topics",
    "topic_of",
]
