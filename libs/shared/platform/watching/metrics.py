"""The platform's own metrics, for Prometheus."""

from collections.abc import Iterator, Mapping
from typing import get_args

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, Metric

from libs.shared.platform.running.settings import PartName

_PARTS = frozenset(get_args(PartName))

REQUESTS = Histogram("commonpurse_request_seconds", "Time to answer", ["service", "method", "route", "status"])
EVENTS_APPLIED = Counter("commonpurse_events_applied_total", "Events applied by a listener", ["listener", "source"])
EVENTS_OF_NO_PAST = Counter(
    "commonpurse_events_of_a_lost_past_total", "Events passed over that their source has lost", ["listener", "source"]
)
NEWS_PASSED_OVER = Counter("commonpurse_news_passed_over_total", "News that crossed with what people did", ["action"])
DEAD_LETTERS = Gauge("commonpurse_dead_letters", "Dead letters that wait", ["listener"])
WORKER_UP = Gauge("commonpurse_worker_up", "1 while the worker runs", ["worker"])
EVENTS_BEHIND = Gauge(
    "commonpurse_listener_behind_events",
    "Lag: events that a listener has not applied; with several processes, each tells of its partitions",
    ["listener", "source"],
)
JOURNAL_HEAD = Gauge("commonpurse_journal_head", "The highest position in the journal", ["service"])
OLDEST_WAITING = Gauge(
    "commonpurse_journal_oldest_waiting_seconds", "How long the oldest event waits for its position", ["service"]
)
UNPUBLISHED = Gauge("commonpurse_journal_unpublished_events", "Events that Kafka has not got yet", ["service"])
LAST_BACKUP = Gauge(
    "commonpurse_last_backup_timestamp_seconds", "The moment that the last backup holds; 0 without any", ["service"]
)
MAILS = Counter("commonpurse_mails_total", "Mails that came in, by what came of them", ["service", "outcome"])
TEXTS = Counter(
    "commonpurse_texts_total", "Text messages handed to the provider, by what came of them", ["service", "outcome"]
)
ESCALATIONS = Counter(
    "commonpurse_escalations_total", "Ideas that were not answered in time, and went to a role", ["service", "role"]
)
WEBHOOKS_WAITING = Gauge("commonpurse_webhooks_waiting", "Deliveries that wait to be sent", ["service"])
WEBHOOKS_FAILING = Gauge(
    "commonpurse_webhooks_failing", "Things whose next delivery a subscriber did not take", ["service"]
)


class OwnMetrics:
    """Of the process's metrics those of one part; the one that tells of the process tells of all that is nobody's.

    On one machine a process holds all services: did each tell everything, sums over them would be five times too large.
    """

    def __init__(self, service: PartName, *, tells_of_process: bool) -> None:
        self._service, self._tells_of_process = service, tells_of_process

    def collect(self) -> Iterator[Metric]:
        """The families with the samples that are told here."""
        for family in REGISTRY.collect():
            told = Metric(family.name, family.documentation, family.type)
            told.samples = [sample for sample in family.samples if self._tells(sample.labels)]
            if told.samples:
                yield told

    def _tells(self, labels: Mapping[str, str]) -> bool:
        named = labels.get("service") or labels.get("worker") or labels.get("listener") or ""
        owner = named.partition(".")[0]
        return owner == self._service or (self._tells_of_process and owner not in _PARTS)
