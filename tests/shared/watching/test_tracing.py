"""A trace follows a request and its facts through the parts, on each carrier, and says nothing that is anybody's."""

import json
from collections.abc import Sequence

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from sqlalchemy import select, text

from libs.shared.platform.facts import journal
from libs.shared.platform.watching import tracing
from tests.support.crier import Crier
from tests.support.traced import CODE, a_gateway, a_part, ask, names, traced_here, traces

STRANGERS = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
async def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    return traced_here(monkeypatch)


async def announced(crier: Crier) -> list[str | None]:
    async with crier.database.reading() as session:
        return [row.traceparent for row in await session.scalars(select(journal.JournalRow))]


async def test_a_request_is_one_trace_through_the_parts_and_into_the_journal(
    crier: Crier, spans: InMemorySpanExporter
) -> None:
    await ask(a_gateway(crier), "/ideas")

    assert names(spans) == ["transaction", "POST /{path:path}", "POST /{path:path}"]
    [trace] = traces(spans)
    [told] = await announced(crier)
    transaction = spans.get_finished_spans()[0]
    assert told
    assert told.startswith(f"00-{trace}-{transaction.context.span_id:016x}-")


async def test_whoever_stands_outside_begins_no_trace_at_a_gateway(crier: Crier, spans: InMemorySpanExporter) -> None:
    await ask(a_gateway(crier), "/ideas", {"traceparent": STRANGERS})

    assert traces(spans).isdisjoint({STRANGERS.split("-")[1]})


@pytest.mark.parametrize("told", ["nonsense", "", "00-0-0-00", "x" * 10_000])
async def test_a_trace_that_is_none_is_begun_anew(crier: Crier, spans: InMemorySpanExporter, told: str) -> None:
    await ask(a_part(crier), "/ideas", {"traceparent": told})

    assert len(traces(spans)) == 1


async def test_events_of_many_traces_are_linked_with_each(crier: Crier, spans: InMemorySpanExporter) -> None:
    told = [f"00-{number:032x}-{number:016x}-01" for number in range(1, 301)]

    with tracing.span("apply voting", {}, SpanKind.CONSUMER, [None, *told, *told]):
        pass

    [span] = spans.get_finished_spans()
    assert [link.context.trace_id for link in span.links] == list(range(1, 101))


def everything_in(spans: Sequence[ReadableSpan]) -> str:
    return json.dumps([json.loads(span.to_json()) for span in spans])


async def test_a_span_says_nothing_of_what_was_asked_or_quoted(crier: Crier, spans: InMemorySpanExporter) -> None:
    asked = f"/ideas/{CODE}?key={CODE}"
    await ask(a_part(crier, fails=True), asked, {"Authorization": CODE, "X-Edit-Key": CODE}, body=CODE)

    told = everything_in(spans.get_finished_spans())
    assert CODE not in told
    assert "127.0.0.1" not in told
    request = spans.get_finished_spans()[-1]
    assert dict(request.attributes or {}) == {"commonpurse.part": "voting", "error.type": "ValueError"}


@pytest.mark.parametrize(
    "path",
    [
        "/vote",
        "/vote/cast",
        "/receipt/found",
        "/sms/kannel",
        "/api/residents/v1/permits",
        "/api/voting/v1/polls/x/ballots",
        "/api/voting/v1/polls/x/receipts",
    ],
)
async def test_the_way_of_a_ballot_is_in_no_trace(crier: Crier, spans: InMemorySpanExporter, path: str) -> None:
    answer = await ask(a_gateway(crier), path, {"traceparent": STRANGERS})

    assert answer == {"asked_with": None}
    assert names(spans) == []
    assert await announced(crier) == [None]


async def test_without_a_collector_there_is_no_trace_and_no_event_says_so(crier: Crier) -> None:
    await ask(a_gateway(crier), "/ideas")

    assert await announced(crier) == [None]
    async with crier.database.transaction(is_shown=False) as tx:
        await tx.session.execute(text("update journal set position = sequence"))
    async with crier.database.reading() as session:
        [by_models] = await journal.read_after(session, None, 0, 10)
        [by_postgresql] = await journal.read_encoded_after(session, None, 0, 10)
    assert "traceparent" not in json.loads(by_models.encode())
    assert "traceparent" not in json.loads(by_postgresql)


async def test_both_ways_to_write_an_event_tell_its_trace(crier: Crier, spans: InMemorySpanExporter) -> None:
    await ask(a_part(crier), "/ideas")
    async with crier.database.transaction(is_shown=False) as tx:
        await tx.session.execute(text("update journal set position = sequence"))

    async with crier.database.reading() as session:
        [by_models] = await journal.read_after(session, None, 0, 10)
        [by_postgresql] = await journal.read_encoded_after(session, None, 0, 10)

    assert json.loads(by_models.encode())["traceparent"] == (await announced(crier))[0]
    assert json.loads(by_postgresql) == json.loads(by_models.encode())
