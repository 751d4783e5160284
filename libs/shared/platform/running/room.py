"""How much room is left on the disks of a single machine, where it keeps what must not be lost."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_GIBIBYTE = 2**30
_ENOUGH = 2 * _GIBIBYTE
_PART = 10
"""Short is less than two gibibytes; on a small disk less than a tenth of it."""


class Usage(Protocol):
    """What a file system has, as ``shutil.disk_usage`` says it."""

    @property
    def total(self) -> int: ...
    @property
    def free(self) -> int: ...


class AskDisk(Protocol):
    """A port: asks the file system that the folder lies on."""

    def __call__(self, folder: Path, /) -> Usage: ...


@dataclass(frozen=True, slots=True)
class Room:
    """What is left for one kind of things. ``what`` is data, log, keys or backups."""

    what: str
    free_bytes: int
    free_percent: int
    is_short: bool


def rooms_in(data: Path, ask: AskDisk) -> Iterator[Room]:
    """Of each kind that is kept in the platform's folder on this machine, the room that is left."""
    cluster = data / "postgres" / "cluster"
    places = {"data": cluster, "log": cluster / "pg_wal", "keys": data / "poll-keys", "backups": data / "backups"}
    for what, place in places.items():
        with suppress(OSError):  # not kept here, or by an account whose folders we may not enter
            usage = ask(place.resolve(strict=True))
            is_short = usage.free < min(_ENOUGH, usage.total // _PART)
            yield Room(what, usage.free, usage.free * 100 // max(usage.total, 1), is_short)
