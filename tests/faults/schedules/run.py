"""``make faults``: seeded random schedules of faults over the whole platform, and what the history checker finds.

``SEEDS=1000`` for a long run, ``SEED=17`` for that one again, ``CARRIER=feed`` or ``CARRIER=kafka`` for one of the
two, ``CARRIER=compose`` for the latter as ``docker-compose.yml`` has it: each role apart, behind the shipped proxy.
Exit status 1 if anything is found that must not be. The figures go to ``build/faults.json``.
"""

import argparse
import asyncio
import json
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from commonpurse.town_hall import TownHall
from tests.faults.making.faults import KINDS, possible
from tests.faults.making.platform import Carrier, Platform, a_platform
from tests.faults.schedules.carried import Carried
from tests.faults.schedules.evidence import Evidence
from tests.faults.schedules.one_seed import Run, Seen
from tests.faults.schedules.report import as_json, line_of, summary
from tests.faults.schedules.schedule import schedule_of
from tests.faults.schedules.town import appoint
from tests.faults.schedules.words import logs_of, words_of

# A fresh platform for so many runs: what is read after each of them grows with every one.
_ON_ONE_PLATFORM = 50
# A seed during which others had the machine says nothing; this often it is begun again.
_TRIES = 3
_BUILD = Path(__file__).parents[3] / "build"


def seeds_of(told: argparse.Namespace) -> Iterator[tuple[Carrier, list[int]]]:
    """Which seeds run on which carrier, a platform at a time."""
    carriers: list[Carrier] = [told.carrier] if told.carrier else ["feed", "kafka"]
    count = 1 if told.seed is not None else -(-told.seeds // len(carriers))
    first = told.seed if told.seed is not None else told.first
    for begin in range(0, count, _ON_ONE_PLATFORM):
        for carrier in carriers:
            yield carrier, [*range(first + begin, first + min(begin + _ON_ONE_PLATFORM, count))]


async def run_on_one(
    carrier: Carrier, seeds: Sequence[int], until: float, keep: Path, *, says_all: bool = False
) -> tuple[list[Seen], list[str]]:
    """The seeds one after the other on a platform that is started for them, and which faults could not be made.

    A run that does not come to its end is the last one on its platform.

    Args:
        keep: The folder for what the platform says of itself where something is found; after each run, if it
            ``says_all``.
    """
    async with a_platform(carrier) as platform:
        kinds = [kind.name for kind in possible(platform)]
        hall = await appoint(platform)
        carried, seen = Carried(platform, hall), list[Seen]()
        for seed in seeds:
            if time.monotonic() > until:
                break
            seen.append(await Run(platform, hall, carried, schedule_of(seed, carrier, kinds)).run())
            say(line_of(carrier, seen[-1]))
            if seen[-1].anomalies or says_all:
                await _keep_words(platform, keep / f"{carrier}-{seed}", line_of(carrier, seen[-1]))
            if not seen[-1].came_to_its_end:
                break
        else:
            seen[-1].anomalies += await _facts_read_anew(platform, hall)
            if seen[-1].anomalies:
                say(line_of(carrier, seen[-1]))
                await _keep_words(platform, keep / f"{carrier}-read-anew", line_of(carrier, seen[-1]))
        await hall.aclose()
        missing = [kind.name for kind in KINDS if kind.name not in kinds and (kind.on != "broker" or platform.broker)]
        return seen, missing


async def _facts_read_anew(platform: Platform, hall: TownHall) -> list[str]:
    """What the first facts look like after the last run: none may have changed since they were read."""
    async with Evidence(platform, hall, Carried(platform, hall)) as evidence:
        return [f"read anew: {anomaly}" for anomaly in await evidence.fact_anomalies()]


async def _keep_words(platform: Platform, kept: Path, found: str) -> None:
    """Say and keep what the platform says of itself as it stands now: when it has ended nobody can ask it any more."""
    words = await words_of(platform)
    say(f"{words}\n    this, and all logs, are kept in {kept}")
    await asyncio.to_thread(_keep, kept, f"{found}\n{words}\n", logs_of(platform))


def _keep(kept: Path, words: str, logs: Sequence[Path]) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "words.txt").write_text(words)
    for log in logs:
        shutil.copy(log, kept / log.name)


def say(words: str) -> None:
    """At once, whoever reads."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def _main(told: argparse.Namespace) -> int:
    task = asyncio.current_task()
    assert task

    def end() -> None:
        say("told to end by SIGTERM: what runs now is broken off, and says nothing")
        task.cancel()

    # So that whoever ends a long run leaves no platform behind.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end)
    until = time.monotonic() + told.minutes * 60
    runs: dict[Carrier, list[Seen]] = {}
    lacking: set[str] = set()
    for carrier, seeds in seeds_of(told):
        left, tries = seeds, Counter[int]()
        while left and time.monotonic() < until:
            seen, missing = await run_on_one(carrier, left, until, told.figures.parent / "faults", says_all=told.words)
            tries.update(one.schedule.seed for one in seen)
            judged = [one for one in seen if not one.was_starved or tries[one.schedule.seed] >= _TRIES]
            runs.setdefault(carrier, []).extend(judged)
            lacking |= {*missing}
            left = left[len(judged) :]
    say(summary(runs, sorted(lacking)))
    told.figures.parent.mkdir(exist_ok=True)
    told.figures.write_text(json.dumps(as_json(runs, sorted(lacking)), indent=2) + "\n")
    return int(any(seen.anomalies for all_seen in runs.values() for seen in all_seen))


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="how many, over both carriers")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seed", type=int, help="this one alone")
    parser.add_argument("--carrier", choices=("feed", "kafka", "compose"), help="on this carrier alone")
    parser.add_argument("--figures", type=Path, default=_BUILD / "faults.json", help="where they are written")
    parser.add_argument("--minutes", type=float, default=24 * 60.0, help="begin no run after so many")
    parser.add_argument("--words", action="store_true", help="what the platform says of itself after every run")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(_told())))
