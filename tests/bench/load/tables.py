"""The tables of docs/capacity.md and docs/scale.md, from what was measured: ``python -m tests.bench.load.tables``.

Whoever measured anew runs it again: it puts them into the pages, between their marks.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.load.model import LAST_HOURS, Costs, Vote, needs, rates

MEASURED = Path(__file__).with_name("measured.json")
_DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"capacity.md": ("memory", "ballots", "disk"), "scale.md": ("votes", "sums", "city", "nation")}
CITY = Vote("a city of 4 million", people=3_300_000, turnout=0.2)
NATION = Vote("a nation of 80 million", people=66_000_000, turnout=0.4)
_MARKED = re.compile(r"(<!-- table: (\w+) -->\n)(?:\|.*\n)*")
_WORKS = (
    ("taking the roll", "a person on the roll", "people"),
    ("closing the box", "closing, of each ballot", "ballots"),
    ("counting it", "counting, of each ballot", "ballots"),
)
_PAGES, _OTHERWISE = "a voter on the pages", "a ballot by API"


def measured() -> dict[str, Any]:
    """What ``make bench-capacity`` kept."""
    found: dict[str, Any] = json.loads(MEASURED.read_text())
    return found


def written(page: str, figures: Mapping[str, Any]) -> str:
    """The page with its tables as the figures have them."""

    def filled(found: re.Match[str]) -> str:
        return str(found[1]) + "".join(f"{line}\n" for line in _TABLES[found[2]](figures))

    return _MARKED.sub(filled, page)


def _memory(figures: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| process | MB after the start | MB after the vote |", "|---|---:|---:|")
    memory = figures["memory_mb"]
    for name, found in memory.items():
        yield f"| {name} | {found['idle']:.0f} | {found['after']:.0f} |"
    ours = [found for name, found in memory.items() if name not in {"proxy", "postgres", "kafka"}]
    sums = [sum(one[when] for one in ours) for when in ("idle", "after")]
    yield f"| **the {len(ours)} processes of the platform** | **{sums[0]:.0f}** | **{sums[1]:.0f}** |"


def _ballots(figures: Mapping[str, Any]) -> Iterator[str]:
    costs = {"a second at rest": figures["ms_a_second_at_rest"], **figures["ms_of_core"]}
    yield "| milliseconds of a core for | " + " | ".join(costs) + " |"
    yield "|---|" + "---:|" * len(costs)
    for part in costs[_OTHERWISE]:
        yield f"| {part} | " + " | ".join(f"{one[part]:.2f}" for one in costs.values()) + " |"
    yield "| **all** | " + " | ".join(f"**{sum(one.values()):.1f}**" for one in costs.values()) + " |"
    a_second = ["", *(f"**{1000 / sum(one.values()):.0f}**" for one in figures["ms_of_core"].values())]
    yield "| **in a second of one core** | " + " | ".join(a_second) + " |"


def _disk(figures: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| a million | MB |", "|---|---:|")
    yield from (f"| {what} | {megabytes:,} |" for what, megabytes in figures["disk_mb_per_million"].items())


def _votes(_: Mapping[str, Any]) -> Iterator[str]:
    yield "| | may vote | vote, in a week | on average, a second | in the last hour, a second |"
    yield "|---|---:|---:|---:|---:|"
    for vote in (CITY, NATION):
        expected = rates(vote)
        yield (f"| {vote.name} | {vote.people:,} | {vote.ballots:,} | {expected.mean():.1f} | {expected[-1]:.0f} |")


def _sums(figures: Mapping[str, Any]) -> Iterator[str]:
    """What does not come by chance: the roll before, the box at the end."""
    yield f"| | {CITY.name} | {NATION.name} |"
    yield "|---|---:|---:|"
    for words, what, each in _WORKS:
        cost_ms = sum(figures["ms_of_core"][what].values())
        minutes = [cost_ms * getattr(vote, each) / 60_000 for vote in (CITY, NATION)]
        yield f"| {words}, in minutes of one core | {minutes[0]:,.0f} | {minutes[1]:,.0f} |"
    gigabytes = [figures["disk_mb_per_million"]["ballots"] * vote.ballots / 1e9 for vote in (CITY, NATION)]
    yield f"| ballots on disk, GB | {gigabytes[0]:.1f} | {gigabytes[1]:.1f} |"
    distinct = [2 * vote.ballots / 1e6 for vote in (CITY, NATION)]
    yield f"| memory of one count, if no two ballots are alike, GB | {distinct[0]:.1f} | {distinct[1]:.1f} |"


def _needed(vote: Vote, figures: Mapping[str, Any]) -> Iterator[str]:
    costs: Mapping[str, Costs] = figures["ms_of_core"]
    chance = np.random.default_rng(2026)
    found = needs(vote, costs[_PAGES], costs[_OTHERWISE], chance)
    yield from ("| part | cores | processes | connections |", "|---|---:|---:|---:|")
    yield from (f"| {one.part} | {one.cores:.1f} | {one.processes} | {one.connections or ''} |" for one in found)
    cores, connections = sum(one.cores for one in found), sum(one.connections for one in found)
    yield f"| **all, in the last {2 * LAST_HOURS} hours** | **{cores:.0f}** | | **{connections}** |"


_TABLES: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "memory": _memory,
    "ballots": _ballots,
    "disk": _disk,
    "votes": _votes,
    "sums": _sums,
    "city": lambda figures: _needed(CITY, figures),
    "nation": lambda figures: _needed(NATION, figures),
}


def main() -> None:
    """Put the tables into the pages."""
    for name in PAGES:
        page = _DOCS / name
        page.write_text(written(page.read_text(), measured()))


if __name__ == "__main__":
    main()
