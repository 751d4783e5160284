"""The platform's own metrics, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Histogram("commonpurse_request_seconds", "Time to answer", ["service", "method", "route", "status"])
EVENTS_APPLIED = Counter("commonpurse_events_applied_total", "Events applied by a listener", ["listener", "source"])
NEWS_PASSED_OVER = Counter("commonpurse_news_passed_over_total", "News that crossed with what people did", ["action"])
DEAD_LETTERS = Gauge("commonpurse_dead_letters", "Dead letters that wait", ["listener"])
WORKER_UP = Gauge("commonpurse_worker_up", "1 while the worker runs", ["worker"])
JOURNAL_HEAD = Gauge("commonpurse_journal_head", "The highest position in the journal", ["service"])
