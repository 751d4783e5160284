"""A server that lives and will never take a connection again.

PostgreSQL 18 comes to that when its disk fails twice in a row: a session's error ends all others, the process that is
to repair what that left fails as well, and the server waits for it for ever. It says "in recovery mode" to everyone. It
comes to that also while it starts, before it has ever been ready.
"""

import time
from pathlib import Path

from commonpurse.embedded.leftovers import processes_on

LOOK_EVERY_S = 2.0
FOR_GOOD_S = 8.0
# One of them is there in every state but those that pass: the first repairs, the second writes while all is well.
_AT_WORK = ("postgres: startup", "postgres: walwriter")


class Standstill:
    """Watches one cluster's server.

    Args:
        cluster: The folder of its data.
        look_every_s: Seconds between two looks at its processes.
        for_good_s: Seconds without one at work that are too many.
    """

    def __init__(self, cluster: Path, look_every_s: float = LOOK_EVERY_S, for_good_s: float = FOR_GOOD_S) -> None:
        self._cluster, self._look_every_s, self._for_good_s = cluster, look_every_s, for_good_s
        self._looked_at = self._moved_at = time.monotonic()

    def is_for_good(self) -> bool:
        """Whether the server has neither repaired nor written anything for too long to begin again by itself."""
        now = time.monotonic()
        if now - self._looked_at >= self._look_every_s:
            self._looked_at = now
            if _is_at_work(self._cluster):
                self._moved_at = now
        return now - self._moved_at > self._for_good_s + self._look_every_s

    def is_over(self) -> None:
        """Another server was started."""
        self._looked_at = self._moved_at = time.monotonic()


def _is_at_work(cluster: Path) -> bool:
    if not Path("/proc/self").exists():
        return True  # nobody can tell here
    processes = processes_on(cluster)
    # None yet: the server itself still has to begin, on a slow machine or a slow disk.
    return not processes or any(title in _title_of(process) for process in processes for title in _AT_WORK)


def _title_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text(errors="replace")
    except OSError:  # ended meanwhile
        return ""
