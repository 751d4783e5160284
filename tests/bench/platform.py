"""``make bench``: how fast ballots are taken, views follow, and a view is rebuilt. Nothing is asserted."""

import asyncio
import json
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.ballots import run as cast_ballots
from tests.bench.views import run as follow_views
from tests.support.kafka_broker import KafkaBroker

RESULT = Path("build/bench.json")


async def measure(kafka: str) -> dict[str, object]:
    """All figures, from one run."""
    casting = await cast_ballots()
    following = await follow_views(kafka)
    return {**casting, **following}


def main() -> None:
    """Measure, print, and keep the figures in ``build/bench.json``."""
    with ExitStack() as stack:
        figures = asyncio.run(measure(_broker(stack)))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")
    table = Table("figure", "value", title=f"kept in {RESULT}", title_justify="left")
    for name, value in figures.items():
        table.add_row(name, str(value))
    Console().print(table)


def _broker(stack: ExitStack) -> str:
    if given := os.environ.get("COMMONPURSE_TEST_KAFKA"):
        return given
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    return stack.enter_context(KafkaBroker(folder)).address


if __name__ == "__main__":
    main()
