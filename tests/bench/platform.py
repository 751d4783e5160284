"""``make bench``: how fast people vote and read, ballots are taken, and views follow. Nothing is asserted."""

import asyncio
import json
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.ballots import run as cast_ballots
from tests.bench.capacity import run as measure_capacity
from tests.bench.desk import run as look_through_ideas
from tests.bench.exports import run as export
from tests.bench.feed_reads import run as read_feed
from tests.bench.kafka_lag import run as consume_from_kafka
from tests.bench.listeners import run as listen
from tests.bench.lists.run import run as look_through_lists
from tests.bench.pages import run as visit_pages
from tests.bench.results_page import run as make_results_page
from tests.bench.views import run as follow_views
from tests.bench.webhooks import run as send_webhooks
from tests.support.kafka_broker import KafkaBroker

RESULT = Path("build/bench.json")
MEANING = {
    "voters_per_s": "whole voters: the seven requests of the three steps, each on a kept connection of their own; "
    "`commonpurse up`, all in one process, client and database on the same machine",
    "reader_pages_per_s": "pages that readers get there over kept connections; `fresh` as a browser that has not been "
    "there before, `unchanged` as one that asks with If-None-Match and is answered 304",
    "ballots_per_s": "ballots taken by one process of voting, durable before they are answered",
    "noop_per_s": "the same bodies, parsed and thrown away",
    "ratio": "ballots against those",
    "view_lag_ms": "from a ballot's commit until the turnout shows it",
    "results_page_ms": "the results page of 500 projects, made anew; the services stood in for, so what the pages take",
    "sse_ms": "from an event's commit until a page has it that listens, of a thousand pages at one process of voting",
    "feed_events_per_s": "events that one reader gets of voting's feed, 1,000 a page, over one kept connection; "
    "`plain` as they are, `packed` with gzip, which the reader leaves packed",
    "kafka_lag_ms": "from an event's commit until a consumer has it that is not ours: librdkafka, set up as by itself",
    "export": "a file of open data, of the views that 1,000,000 ballots in 500 polls left: seconds, megabytes, and by "
    "how many megabytes the process grew that made it",
    "capacity": "of all that docker-compose.yml starts, in a process each: memory, connections, milliseconds of a core "
    "for each ballot, disk; `make bench-capacity` measures them alone",
    "webhooks_per_s": "webhooks delivered to one subscriber, a process of its own on this machine: `told` of 5,000 "
    "events from their commit, in one process with all services; `waiting` of 5,000 that waited while it was away",
    "webhook_lag_ms": "from an event's commit until a subscriber has it",
    "desk_ms": "questions to desk and public lists of 200,000 ideas with 2,000,000 lines of their lives, one at a time",
    "lists_ms": "questions to the lists of 200,000 proposals, to the boards of as many ideas and proposals, and to the "
    "ledger, one at a time",
    "open_data_s": "seconds until the last byte of a file of open data, of as many",
    "rebuild_events_per_s": "events that a view takes in when it is built anew",
}


async def measure(kafka: str) -> dict[str, object]:
    """All figures, from one run."""
    visiting = await visit_pages()
    casting = await cast_ballots()
    following = await follow_views(kafka)
    told = {**await make_results_page(), **await listen(), **await send_webhooks()}
    leaving = {**await read_feed(), **await consume_from_kafka(kafka), **await export()}
    looking = {**await look_through_ideas(), **await look_through_lists()}
    return {**visiting, **casting, **following, **told, **leaving, **looking, **await measure_capacity()}


def main() -> None:
    """Measure, print, and keep the figures in ``build/bench.json``."""
    with ExitStack() as stack:
        figures = asyncio.run(measure(_broker(stack)))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")
    table = Table("figure", "value", "what it is", title=f"kept in {RESULT}", title_justify="left")
    for name, value in figures.items():
        table.add_row(name, str(value), MEANING[name])
    Console().print(table)


def _broker(stack: ExitStack) -> str:
    if given := os.environ.get("COMMONPURSE_TEST_KAFKA"):
        return given
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    return stack.enter_context(KafkaBroker(folder, to_measure=True)).address


if __name__ == "__main__":
    main()
