"""The faults that a schedule can have: each is made, lasts, and goes away."""

import os
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from tests.faults.making.disks import FailingDisk, can_fail, fill, make_room
from tests.faults.making.line import FAIR, Weather
from tests.faults.making.platform import Platform
from tests.support.kafka_broker import BrokerDidNotStart, KafkaBroker

Heal = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault.

    Attributes:
        number: in docs/faults.md.
        on: what it happens to: a part, a line, the database, the broker, the disk, the clock.
    """

    name: str
    number: int
    on: str


KINDS = (
    Kind("killed", 1, "part"),
    Kind("frozen", 11, "part"),
    Kind("server killed", 4, "database"),
    Kind("backend killed", 4, "database"),
    Kind("backends frozen", 11, "database"),
    Kind("connections ended", 5, "database"),
    Kind("slow", 12, "line"),
    Kind("black hole", 13, "line"),
    Kind("answer cut", 14, "line"),
    Kind("refused", 13, "line"),
    Kind("trickle", 15, "line"),
    Kind("disk full", 16, "disk"),
    Kind("disk fails", 17, "disk"),
    Kind("clock ahead", 20, "clock"),
    Kind("clock behind", 20, "clock"),
    Kind("broker killed", 6, "broker"),
    Kind("broker frozen", 11, "broker"),
)
_WEATHER = {
    "slow": Weather(delay_s=0.1),
    "black hole": Weather(is_black_hole=True),
    "answer cut": Weather(resets_answer=True),
    "refused": Weather(refuses=True),
    "trickle": Weather(piece=1, pause_s=0.0005),
}
_AN_HOUR = 3600


def possible(platform: Platform) -> list[Kind]:
    """The kinds that can be made on this machine, to this platform."""

    def can_be_made(kind: Kind) -> bool:
        return {
            "disk full": platform.has_small_disk,
            "disk fails": can_fail() and os.geteuid() == 0,
            "clock ahead": platform.clock.is_open,
            "clock behind": platform.clock.is_open,
        }.get(kind.name, kind.on != "broker" or platform.broker is not None)

    return [kind for kind in KINDS if can_be_made(kind)]


async def make(platform: Platform, kind: Kind, target: str) -> Heal:
    """Make the fault happen to the target; what takes it away."""
    if kind.on == "line":
        return _on_line(platform, kind, target)
    if kind.on == "part":
        return _on_part(platform, kind, target)
    if kind.on == "clock":
        platform.clock.put(_AN_HOUR if kind.name == "clock ahead" else -_AN_HOUR)
        return lambda: platform.clock.put(0)
    if kind.on == "broker":
        return _on_broker(platform, kind)
    if kind.on == "disk":
        return await _on_disk(platform, kind)
    return await _on_database(platform, kind)


def _on_line(platform: Platform, kind: Kind, target: str) -> Heal:
    line = platform.lines[target]
    line.weather = _WEATHER[kind.name]

    def heal() -> None:
        line.weather = FAIR

    return heal


def _on_part(platform: Platform, kind: Kind, target: str) -> Heal:
    part = platform.parts[target]
    if kind.name == "frozen":
        part.freeze()
        return part.thaw
    part.kill()
    return lambda: None if part.is_running else part.start()


def _on_broker(platform: Platform, kind: Kind) -> Heal:
    broker = platform.broker
    assert broker
    if kind.name == "broker killed":
        if broker.pid:
            broker.kill()
        return lambda: None if broker.pid else _start(broker)
    _tell([broker.pid] if broker.pid else [], signal.SIGSTOP)
    return lambda: _tell([broker.pid] if broker.pid else [], signal.SIGCONT)


def _start(broker: KafkaBroker) -> None:
    # Killed again while it starts: whoever killed it starts it. One that never comes is seen by readiness.
    with suppress(BrokerDidNotStart):
        broker.start()


async def _on_disk(platform: Platform, kind: Kind) -> Heal:
    if kind.name == "disk full":
        fill(platform.disk)
        return lambda: make_room(platform.disk)
    failing = FailingDisk([platform.postgres.pid, *children_of(platform.postgres.pid)])

    def mend() -> None:
        failing.mend()
        # Whom strace let go of as it received a signal, PostgreSQL's own abort, would stand still for ever.
        server = platform.postgres.pid
        _tell([server, *children_of(server)], signal.SIGCONT)

    return mend


async def _on_database(platform: Platform, kind: Kind) -> Heal:
    server = platform.postgres.pid
    if kind.name == "server killed":
        _tell([server], signal.SIGKILL)
    elif kind.name == "backends frozen":
        stopped = [server, *children_of(server)]
        _tell(stopped, signal.SIGSTOP)
        return lambda: _tell(stopped, signal.SIGCONT)
    else:
        await _at_the_backends(platform, kills=kind.name == "backend killed")
    return lambda: None


async def _at_the_backends(platform: Platform, *, kills: bool) -> None:
    others = "from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
    with suppress(OSError, asyncpg.PostgresError):
        connection = await asyncpg.connect(platform.postgres.url(), timeout=2)
        if kills:
            _tell([await connection.fetchval(f"select max(pid) {others}")], signal.SIGKILL)
        else:
            await connection.execute(f"select pg_terminate_backend(pid) {others}")
        await connection.close(timeout=2)


def children_of(pid: int) -> Sequence[int]:
    """The processes that the process has started."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in found.read_text().split()] if found.exists() else []


def _tell(pids: Sequence[int | None], sign: signal.Signals) -> None:
    for pid in pids:
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, sign)
