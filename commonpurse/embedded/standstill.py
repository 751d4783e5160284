"""A server that lives and will never take a connection again.

PostgreSQL 18 comes to that when its disk fails twice in a row: a session's error ends all others, the process that is
to repair what that left fails as well, and the server waits for it for ever. It says "in recovery mode" to everyone.
"""

import time
from pathlib import Path

from commonpurse.embedded.leftovers import processes_on

LOOK_EVERY_S = 2.0
FOR_GOOD_S = 8.0
# One of them is there in every state but those that pass: the first repairs, the second writes while all is well.
_AT_WORK = ("postgres: startup", "postgres: walwriter")


class Standstill:
    """Watches one cluster's server."""

    def __init__(self, cluster: Path) -> None:
        self._cluster = cluster
        self._looked_at = self._moved_at = time.monotonic()

    def is_for_good(self) -> bool:
        """Whether the server has neither repaired nor written anything for too long to begin again by itself."""
        now = time.monotonic()
        if now - self._looked_at >= LOOK_EVERY_S:
            self._looked_at = now
            if _is_at_work(self._cluster):
                self._moved_at = now
        return now - self._moved_at > FOR_GOOD_S + LOOK_EVERY_S

    def is_over(self) -> None:
        """Another server was started."""
        self._looked_at = self._moved_at = time.monotonic()


def _is_at_work(cluster: Path) -> bool:
    if not Path("/proc/self").exists():
        return True  # nobody can tell here
    return any(title in _title_of(process) for process in processes_on(cluster) for title in _AT_WORK)


def _title_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text(errors="replace")
    except OSError:  # ended meanwhile
        return ""
