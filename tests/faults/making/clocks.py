"""A clock that jumps under a running process: libfaketime, which Debian has as ``faketime``."""

from collections.abc import Mapping
from pathlib import Path

LIBRARIES = (
    Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
    Path("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
)


class ClockShop:
    """One wall clock for all parts of a platform. Time that is measured, not told, runs on as ever."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._library = next((one for one in LIBRARIES if one.exists()), None)
        self.put(0)

    @property
    def is_open(self) -> bool:
        """Whether the library is on this machine."""
        return self._library is not None

    @property
    def environment(self) -> Mapping[str, str]:
        """What a process needs to go by this clock."""
        if not self._library:
            return {}
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            # Looked at once a second: at each call it would cost half of all that a part computes.
            "FAKETIME_CACHE_DURATION": "0",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def put(self, seconds: int) -> None:
        """The clock is so many seconds ahead from now on, or behind."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self._file)
