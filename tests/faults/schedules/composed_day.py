"""``make faults-compose``: all that ``docker-compose.yml`` starts, as processes, on a day on which nothing stays up.

The demonstration plays by the shipped proxy while one part after the other is replaced; whatever is refused ends it.
Then people vote while PostgreSQL dies and stays away, and Kafka does, and the history checker looks for every ballot
that was acknowledged. In the end all are told to stop.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from rich.progress import Progress

from commonpurse.demo.command import play_through
from commonpurse.demo.stage import Stage
from commonpurse.election import read_election
from commonpurse.embedded.server import a_free_port
from commonpurse.samples import SWIECIE
from commonpurse.town_hall import TownHall
from tests.faults.making.faults import KINDS
from tests.faults.making.parts import Part
from tests.faults.making.patience import Patience
from tests.faults.making.platform import Platform, a_platform
from tests.faults.schedules.carried import Carried
from tests.faults.schedules.one_seed import Run, Seen
from tests.faults.schedules.report import line_of
from tests.faults.schedules.schedule import PROJECTS, Door, Fault, Schedule, Voter
from tests.faults.schedules.town import appoint
from tests.support.eventually import eventually
from tests.support.ports import is_answering

STOPS_WITHIN_S = 5.0
_KILLED_AFTER_S = 15.0
_STARTS_WITHIN_S = 120.0
# Whatever spreads connections hears that a part goes when that one has been told already.
_HEARD_LATE_S = 0.5
_AWAY_S = 3.0
_DOORS: tuple[Door, ...] = ("api", "page", "text")
_VOTERS = 12


async def demo_while_replaced(
    platform: Platform, hall: TownHall, parts: Sequence[str], ballots: int, beside_s: float = 0.0
) -> dict[str, Any]:
    """What the demonstration says of so many ballots, during which these parts were replaced, one after the other.

    Raises:
        Trouble: something was refused that should not be.
    """
    election = read_election(SWIECIE).with_at_most(ballots)
    stage = Stage(platform.addresses, dict(platform.secrets))
    playing = asyncio.create_task(play_through(hall, stage, election, Progress(disable=True)))
    try:
        for name in parts:
            await replace(platform, name, beside_s)
    finally:
        report = await playing
    return report


async def replace(platform: Platform, name: str, beside_s: float) -> None:
    """Start another of the part beside it, then end it: `docker compose up --scale`, or Kubernetes' rolling update."""
    old, line, port = platform.parts[name], platform.lines.get(name), a_free_port()
    *command, old_port = old.command
    new = Part(name, [*command, str(port)], old.environment, old.log.with_suffix(".2.log"))
    platform.parts |= {name: new, f"{name} of before": old}
    new.start()
    await eventually(lambda: is_answering(port), within=_STARTS_WITHIN_S, every=0.2)
    if line:  # a worker has none: nobody comes to it
        line.lead_to(int(old_port), port)
    await asyncio.sleep(beside_s)
    old.tell_to_end()
    await asyncio.sleep(_HEARD_LATE_S)
    if line:
        line.lead_to(port)
    await asyncio.to_thread(old.end)


async def vote_amid_outages(platform: Platform, hall: TownHall) -> Seen:
    """What was found of a vote, with a server that is killed and stays away, and a broker that is."""
    return await Run(platform, hall, Carried(platform, hall), _outages()).run()


def _outages() -> Schedule:
    kinds = {kind.name: kind for kind in KINDS}
    away = [("server killed", "database", 0.6, 0.0), ("refused", "database", 0.6, _AWAY_S)]
    away += [("broker killed", "broker", 0.9, _AWAY_S)]
    faults = tuple(Fault(kinds[name], target, at_s, lasts_s) for name, target, at_s, lasts_s in away)
    papers = list(combinations(PROJECTS, 2))
    voters = tuple(
        Voter(number, _DOORS[number % 3], (papers[number],), number * 0.3, sends_twice=number % 4 == 0, gives_up=False)
        for number in range(1, _VOTERS + 1)
    )
    return Schedule(0, faults, voters, may_replace=True, closes_amid_faults=False, ideas=2, offers=1)


async def stop(platform: Platform) -> float:
    """Tell all parts to end, at once; how long they took, not counting the time in which others had every core.

    Raises:
        AssertionError: which were still there when Docker would have killed them.
    """
    patience = Patience(platform, _KILLED_AFTER_S)
    for part in platform.parts.values():
        part.tell_to_end()
    took_s = 0.0
    while left := [part.name for part in platform.parts.values() if part.is_running]:
        took_s = patience.passed_s - patience.without_a_core_s
        assert not patience.is_over, f"still there: {left}"
        await asyncio.sleep(0.05)
    return took_s


def lines_of(platform: Platform) -> list[tuple[str, str]]:
    """All that the parts have said: each line after the name of its log."""
    return [(log.name, line) for log in sorted(platform.folder.glob("*.log")) for line in log.read_text().splitlines()]


def is_a_log_line(line: str) -> bool:
    """Whether it is what a collector of logs expects: JSON, with who says it."""
    try:
        said = json.loads(line)
    except ValueError:
        return False
    return isinstance(said, dict) and {"timestamp", "level", "event", "part", "role"} <= said.keys()


async def _main(ballots: int) -> int:
    async with a_platform("compose") as platform:
        hall, parts = await appoint(platform), [*platform.parts]
        report = await demo_while_replaced(platform, hall, parts, ballots, beside_s=2.0)
        seen = await vote_amid_outages(platform, hall)
        await hall.aclose()
        took_s = await stop(platform)
        otherwise = {part.log.stem: part.status for part in platform.parts.values() if part.status}
        odd = [f"{name}: {line}" for name, line in lines_of(platform) if not is_a_log_line(line)]
    told = {"ballots": report["ballots_counted"], "refused": report["refused"], "match": report["match"]}
    told |= {"replaced": len(parts), "outages": line_of("compose", seen), "stopped_in_s": round(took_s, 1)}
    told |= {"ended_otherwise": otherwise, "no_log_lines": odd[:9]}
    sys.stdout.write(f"{json.dumps(told, indent=2)}\n")
    return int(not report["match"] or bool(seen.anomalies or otherwise or odd) or took_s > STOPS_WITHIN_S)


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
