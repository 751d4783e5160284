"""What the doctor finds of the machine itself: its clock, and the room on its disks."""

import ctypes
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from commonpurse.finding import Finding
from libs.shared.platform.running.room import AskDisk, rooms_in
from libs.shared.platform.running.settings import ServiceName

Told = Mapping[ServiceName, Mapping[str, Any]]
"""What each service that answers says of itself."""
_NOBODY_KEEPS_IT = 5  # TIME_ERROR of linux/timex.h
_TIMEX_BYTES = 512  # more than the kernel writes
_CLOCKS_AGREE_S = 2.0
_GIBIBYTE = 2**30
_ROOMS = {"data": "database", "log": "write-ahead log", "keys": "polls' keys", "backups": "backups"}


def _asked_kernel() -> int | None:
    """What the kernel says of its clock; none where it cannot be asked."""
    if sys.platform != "linux":
        return None
    try:
        said = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))  # all zero: it is only asked
    except (AttributeError, OSError):
        return None
    return said if said >= 0 else None


def clock_of(told: Told, ask: Callable[[], int | None] = _asked_kernel) -> Finding:
    """Whether the clocks of services and databases agree, and somebody keeps this machine's."""
    off = {name: body["clock_is_off_s"] for name, body in told.items() if body.get("clock_is_off_s") is not None}
    if apart := {name: seconds for name, seconds in off.items() if abs(seconds) >= _CLOCKS_AGREE_S}:
        words = ", ".join(f"{name}'s database is {seconds:+g} s from it" for name, seconds in apart.items())
        return Finding("clock", False, f"{words}: see to the time service of both machines; polls go by the database's")
    if ask() == _NOBODY_KEEPS_IT:
        words = "no time service keeps this machine's clock: install one, such as chrony, or see to the host's"
        return Finding("clock", True, words, is_to_do=True)
    return Finding("clock", True, "kept, and that of the databases agrees" if off else "kept by a time service")


def disks_of(data: Path, ask: AskDisk = shutil.disk_usage) -> Iterator[Finding]:
    """How much room there is for each kind of thing that is kept on this machine."""
    for room in rooms_in(data, ask):
        words = f"{_ROOMS[room.what]}: {room.free_bytes / _GIBIBYTE:.1f} GiB free ({room.free_percent} %)"
        if room.is_short:
            words = f"{words}: make room now; when it is full nothing more can be taken until there is room again"
        yield Finding("disk", not room.is_short, words)


def set_aside(told: Told) -> Finding:
    """Whether events wait that could not be applied."""
    waiting = {name: body["dead_letters"] for name, body in told.items() if body.get("dead_letters")}
    if not waiting:
        return Finding("news set aside", True, "none")
    words = ", ".join(f"{name}: {number}" for name, number in waiting.items())
    return Finding("news set aside", False, f"{words}; call 'commonpurse dead-letters': it says why, and replays them")
