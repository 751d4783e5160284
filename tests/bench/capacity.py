"""What a process takes, and what a ballot costs each part: all that ``docker-compose.yml`` starts, behind its proxy.

Memory is each process's share of it (PSS), the processor what the kernel counted for it and its children, so a busy
machine makes neither larger. ``python -m tests.bench.capacity --keep`` writes the figures that docs/capacity.md and the
load model go by.
"""

import asyncio
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import asyncpg

from commonpurse.ballot_box import BallotBox
from commonpurse.demo.pages import vote_on_pages
from commonpurse.parts import SERVICE_NAMES
from commonpurse.town_hall import TownHall, at_most_at_once
from tests.faults.making.faults import children_of
from tests.faults.making.platform import Platform, a_platform
from tests.faults.schedules.schedule import Schedule, Voter
from tests.faults.schedules.town import Officers, Town, appoint, open_a_poll

KEPT = Path(__file__).parent / "load" / "measured.json"
BY_API, BY_PAGES = 3_000, 300
_AT_ONCE = 16
_REST_S = 15.0
_TICKS_A_S = os.sysconf("SC_CLK_TCK")
_MB = 1_000_000

Costs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Watched:
    """Every process that is looked at, by name."""

    pids: dict[str, int]
    at_rest: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def on(cls, platform: Platform) -> "Watched":
        """The parts, the proxy, and what they stand on."""
        assert platform.broker
        assert platform.broker.pid
        parts = {name: part.pid for name, part in platform.parts.items() if part.pid}
        [proxy] = [pid for pid in children_of(os.getpid()) if _name_of(pid) == "caddy"]
        return cls(parts | {"proxy": proxy, "postgres": platform.postgres.pid, "kafka": platform.broker.pid})

    async def rested(self) -> "Watched":
        """The same, knowing how many milliseconds a second each uses while nobody comes."""
        before = self.cpu_ms()
        await asyncio.sleep(_REST_S)
        now = self.cpu_ms()
        return Watched(self.pids, {name: (now[name] - before[name]) / _REST_S for name in now})

    def cpu_ms(self) -> Counter[str]:
        """What each has used of the processor so far, with its children."""
        return Counter({name: sum(_cpu_ms(one) for one in _family(pid)) for name, pid in self.pids.items()})

    def memory_mb(self) -> Costs:
        """What each takes of the memory; what several share is divided among them."""
        return {name: round(sum(_pss_mb(one) for one in _family(pid)), 1) for name, pid in self.pids.items()}


def _family(pid: int) -> list[int]:
    return [pid, *(one for child in children_of(pid) for one in _family(child))]


def _name_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def _cpu_ms(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) * 1000 / _TICKS_A_S  # its own, and its children's that have ended
    return 0.0


def _pss_mb(pid: int) -> float:
    with suppress(OSError):
        [kb] = re.findall(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(kb) * 1024 / _MB
    return 0.0


async def run() -> dict[str, object]:
    """``capacity``: memory, connections, processor for each ballot and person, disk."""
    async with a_platform("compose") as platform:
        hall = await appoint(platform)
        try:
            return {"capacity": await _measure(platform, hall, await Watched.on(platform).rested())}
        finally:
            await hall.aclose()


async def _measure(platform: Platform, hall: TownHall, watched: Watched) -> dict[str, object]:
    idle = watched.memory_mb()
    people = BY_API + BY_PAGES
    town, per_person = await _a_town(platform, hall, watched, people)
    before_mb = await _disk_mb(platform, ("voting", "residents"))
    connections = asyncio.create_task(_most_connections(platform))
    box = BallotBox(hall, town.poll_id)
    by_api = [partial(_by_api, box, code) for code in town.codes[:BY_API]]
    by_pages = [partial(_by_pages, platform, code) for code in town.codes[BY_API:people]]
    per_ballot = await _cost_of(watched, by_api)
    per_page_voter = await _cost_of(watched, by_pages)
    busy = watched.memory_mb()
    ballots_mb = await _disk_mb(platform, ("voting", "residents")) - before_mb
    connections.cancel()
    closing = await _cost_of(watched, [Officers(platform, hall, town).close], of=people)
    counting = await _cost_of(watched, [Officers(platform, hall, town).announce], of=people)
    return {
        "memory_mb": {name: {"idle": idle[name], "after": busy[name]} for name in idle},
        "connections": await connections,
        "ms_a_second_at_rest": {name: round(used, 1) for name, used in sorted(watched.at_rest.items())},
        "ms_of_core": {
            "a ballot by API": per_ballot,
            "a voter on the pages": per_page_voter,
            "a person on the roll": per_person,
            "closing, of each ballot": closing,
            "counting, of each ballot": counting,
        },
        "disk_mb_per_million": {
            "ballots": round(ballots_mb / people * _MB),
            "events": round(await _journal_mb(platform)),
            "events in Kafka": round(await _topics_mb(platform)),
        },
    }


async def _a_town(platform: Platform, hall: TownHall, watched: Watched, people: int) -> tuple[Town, Costs]:
    voters = tuple(Voter(number, "api", (), 0.0, sends_twice=False, gives_up=False) for number in range(1, people + 1))
    schedule = Schedule(0, (), voters, may_replace=True, closes_amid_faults=False, ideas=0, offers=0)
    towns: list[Town] = []

    async def opened() -> None:
        towns.append(await open_a_poll(hall, schedule, "Capacity"))

    costs = await _cost_of(watched, [opened], of=people)
    return towns[0], costs


async def _cost_of(watched: Watched, works: Sequence[Callable[[], Awaitable[object]]], of: int = 0) -> Costs:
    """Milliseconds of a core that each part used for one work, or for one of so many things, beyond its rest."""
    before, began = watched.cpu_ms(), time.monotonic()
    await at_most_at_once(_AT_ONCE, works)
    used, passed_s = watched.cpu_ms(), time.monotonic() - began

    def cost(name: str) -> float:
        more = used[name] - before[name] - watched.at_rest[name] * passed_s
        return round(max(more, 0) / (of or len(works)), 2)

    return {name: cost(name) for name in sorted(used)}


async def _by_api(box: BallotBox, code: str) -> None:
    choices = {1: 1, 3: 1, 5: 1}
    answer = await box.cast(await box.permit(code), "approval", choices)
    if answer != "accepted":
        raise RuntimeError(answer)


async def _by_pages(platform: Platform, code: str) -> None:
    answer = await vote_on_pages(platform.addresses["web"], code, "approval", {2: 1, 4: 1})
    if answer != "accepted":
        raise RuntimeError(answer)


_OPEN = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"


async def _most_connections(platform: Platform) -> dict[str, int]:
    seen = {"at the beginning": 0, "at most": 0}
    connection = await asyncpg.connect(platform.postgres.url())
    with suppress(asyncio.CancelledError):
        while True:
            now = await connection.fetchval(_OPEN)
            seen = {"at the beginning": seen["at the beginning"] or now, "at most": max(seen["at most"], now)}
            await asyncio.sleep(0.2)
    connection.terminate()
    return seen


async def _disk_mb(platform: Platform, services: Sequence[str]) -> float:
    found = [await _asked(platform, name, "select pg_database_size(current_database())") for name in services]
    return sum(found) / _MB


_COPIES = """
    create table measured (like journal including all);
    insert into measured (event_id, type, subject, data, position)
    select gen_random_uuid(), type, subject, data, (row_number() over ()) from journal, generate_series(1, 10000)
"""


async def _journal_mb(platform: Platform) -> float:
    """A million events of voting's, by many like those that it announced, in a table like its own."""
    connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(platform.database("voting"))
    await connection.execute(_COPIES)
    size: int = await connection.fetchval("select pg_total_relation_size('measured')")
    rows: int = await connection.fetchval("select count(*) from measured")
    await connection.close()
    return size / rows


async def _topics_mb(platform: Platform) -> float:
    """A million events as the broker has them, by those that there are."""
    logs = [*(platform.folder / "kafka" / "data").glob(f"{platform.topic_prefix}.*/*.log")]
    events = sum([await _asked(platform, name, "select count(*) from journal") for name in SERVICE_NAMES])
    return sum(log.stat().st_size for log in logs) / events


async def _asked(platform: Platform, service: str, statement: str) -> int:
    connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(platform.database(service))
    try:
        return int(await connection.fetchval(statement))
    finally:
        await connection.close()


if __name__ == "__main__":
    figures = json.dumps(asyncio.run(run())["capacity"], indent=2) + "\n"
    sys.stdout.write(figures)
    if "--keep" in sys.argv:
        KEPT.write_text(figures)
