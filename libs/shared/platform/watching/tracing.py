"""Traces (OpenTelemetry): which parts a request and its facts came through, and how long each took.

Off unless the settings name a collector. A span says the route, the status, the part, a listener's name, how many
events: never a path, a body, a header, an address, a code, or an error's own words, which libraries' own would say. The
way of a ballot is in no trace: one of both of its steps would join what is kept apart (decision 42).

Sources: W3C Trace Context; CloudEvents' Distributed Tracing extension; OpenTelemetry's conventions.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import httpx
from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.shared.platform.running.settings import Settings

HEADER = "traceparent"

_TRACER = trace.get_tracer("commonpurse")
_WENT_WRONG = 500
# Segments of the paths by which people vote and ask after their ballots, at pages, services and text messages.
_OF_BALLOTS = frozenset({"vote", "permits", "ballots", "receipt", "receipts", "sms"})
# What programs ask again and again, for as long as they run.
_POLLED = ("/events", "/events/head", "/events/stream", "/health/live", "/health/ready", "/metrics")
_IS_SILENT: ContextVar[bool] = ContextVar("untraced", default=False)
_FORM = TraceContextTextMapPropagator()
# A batch of a thousand events need not name a thousand requests.
_MOST_LINKS = 100


class TracingIsMissing(Exception):
    """The settings name a collector, and what sends spans is not installed."""

    def __init__(self) -> None:
        super().__init__("COMMONPURSE_TRACES_TO is set, and what sends traces is missing: install commonpurse[tracing]")


def begin(settings: Settings) -> None:
    """Send spans from now on, if the settings say where to. For a process to call once.

    Raises:
        TracingIsMissing: if the extra "tracing" is not installed.
    """
    if settings.traces_to is None:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise TracingIsMissing from None
    provider = TracerProvider(resource=Resource.create({"service.namespace": "commonpurse"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.traces_to)))
    trace.set_tracer_provider(provider)


def traceparent() -> str | None:
    """The span of now as others may go on from it; none where nothing is traced."""
    told: dict[str, str] = {}
    if _is_within():
        _FORM.inject(told)
    return told.get(HEADER)


def _is_within() -> bool:
    return not _IS_SILENT.get() and trace.get_current_span().get_span_context().is_valid


@contextmanager
def nothing_traced() -> Iterator[None]:
    """What is done in the block is in no trace, and none goes on from it."""
    before = _IS_SILENT.set(True)
    try:
        yield
    finally:
        _IS_SILENT.reset(before)


@contextmanager
def span(
    name: str,
    attributes: Mapping[str, str | int],
    kind: SpanKind = SpanKind.INTERNAL,
    told: Iterable[str | None] = (),
) -> Iterator[Span]:
    """What is done in the block, as a span; a failure is told by its name.

    Only a request begins a trace. What workers do by themselves, each second, would else be all that there is to see.

    Args:
        told: What led to it, as ``traceparent`` said. If that is one, the span is a part of it, else linked with each.
    """
    led_here = list(dict.fromkeys(one for one in told if one))[:_MOST_LINKS]
    if _IS_SILENT.get() or not (led_here or kind is SpanKind.SERVER or _is_within()):
        yield trace.INVALID_SPAN
        return
    parent = _from(led_here[0]) if len(led_here) == 1 else None
    links = [] if parent else [Link(trace.get_current_span(_from(one)).get_span_context()) for one in led_here]
    with _TRACER.start_as_current_span(
        name, parent, kind, dict(attributes), links, record_exception=False, set_status_on_exception=False
    ) as begun:
        try:
            yield begun
        except BaseException as error:
            begun.set_attribute("error.type", type(error).__name__)
            begun.set_status(Status(StatusCode.ERROR))
            raise


async def pass_on(request: httpx.Request) -> None:
    """For a client's event hooks: a neighbour goes on with the trace."""
    if (told := traceparent()) is not None:
        request.headers[HEADER] = told


class Traced:
    """ASGI middleware: each request is a span. ``goes_on`` with the trace of whoever asks; a gateway's begins there."""

    def __init__(self, app: ASGIApp, part: str, *, goes_on: bool) -> None:
        self._app, self._part, self._goes_on = app, part, goes_on

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _is_left_out(scope["path"]):
            with nothing_traced():
                await self._app(scope, receive, send)
            return
        told = Headers(scope=scope).get(HEADER) if self._goes_on else None
        with span("request", {"commonpurse.part": self._part}, SpanKind.SERVER, [told]) as begun:

            async def telling(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _tell(begun, scope, message["status"])
                await send(message)

            await self._app(scope, receive, telling)


def _is_left_out(path: str) -> bool:
    return path.endswith(_POLLED) or not _OF_BALLOTS.isdisjoint(path.split("/"))


def _tell(begun: Span, scope: Scope, status: int) -> None:
    method, route = scope["method"], getattr(scope.get("route"), "path", "none")
    begun.update_name(f"{method} {route}")
    begun.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": status})
    if status >= _WENT_WRONG:
        begun.set_status(Status(StatusCode.ERROR))


def _from(told: str) -> Context:
    return _FORM.extract({HEADER: told}, Context())
